import { ForwardMigration } from '../database/forward-migration';

export class CreateLeases extends ForwardMigration {
  readonly name = 'CreateLeases1763600000000';

  readonly statements = [
    `create table leases (
      name text primary key,
      holder uuid not null,
      held_until timestamptz not null
    )`,
  ];
}
