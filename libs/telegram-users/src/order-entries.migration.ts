import { ForwardMigration } from '@app/platform';

/** The entries of an account are listed in their order, however many there are. */
export class OrderEntries extends ForwardMigration {
  readonly name = 'OrderEntries1763600017001';

  readonly statements = [`create index telegram_users_entered_order on telegram_users (owner_id, id) where owner_id is not null`];
}
