import { ForwardMigration } from '@app/platform';

/** Profiles know how new they are, so that what arrives late changes nothing. */
export class OrderProfiles extends ForwardMigration {
  readonly name = 'OrderProfiles1763600013001';

  readonly statements = [
    `alter table telegram_users
      add column as_of timestamptz not null default 'epoch',
      add column as_of_update bigint not null default 0`,
    `create index telegram_users_learned_created on telegram_users (created_at) where owner_id is null`,
  ];
}
