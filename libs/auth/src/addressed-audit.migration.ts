import { ForwardMigration } from '@app/platform';

/** From where something was done. */
export class AddressedAudit extends ForwardMigration {
  readonly name = 'AddressedAudit1764515000000';

  readonly statements = [
    `alter table audit_entries add column address inet`,
    `create index audit_entries_actor on audit_entries (actor_id) where actor_id is not null and address is not null`,
  ];
}
