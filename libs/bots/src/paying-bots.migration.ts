import { ForwardMigration } from '@app/platform';

/** Bots whose owners pay for more messages a second than are free. */
export class PayingBots extends ForwardMigration {
  readonly name = 'PayingBots1763600019000';

  readonly statements = [`alter table bots add column paid_broadcasts boolean not null default false`];
}
