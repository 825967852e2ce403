import { ForwardMigration } from '@app/platform';

export class CreateUpdates extends ForwardMigration {
  readonly name = 'CreateUpdates1763600004000';

  readonly statements = [
    `create table updates (
      id bigint generated always as identity primary key,
      bot_id uuid not null references bots (id) on delete cascade,
      update_id bigint not null,
      lane bigint not null,
      person bigint,
      body text not null,
      status text not null default 'pending' check (status in ('pending', 'processed', 'failed')),
      tries integer not null default 0,
      next_try_at timestamptz not null default now(),
      error text,
      received_at timestamptz not null default now(),
      processed_at timestamptz
    )`,
    `create unique index updates_once on updates (bot_id, update_id)`,
    `create index updates_pending on updates (bot_id, lane, id) where status = 'pending'`,
    `create index updates_received on updates (received_at)`,
    `create index updates_person on updates (person) where person is not null`,
  ];
}
