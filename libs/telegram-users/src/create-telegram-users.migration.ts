import { ForwardMigration } from '@app/platform';

export class CreateTelegramUsers extends ForwardMigration {
  readonly name = 'CreateTelegramUsers1763600005000';

  readonly statements = [
    `create table telegram_users (
      id uuid primary key,
      number integer generated always as identity unique,
      telegram_id bigint not null,
      owner_id uuid references accounts (id) on delete cascade,
      username text,
      first_name text,
      last_name text,
      is_bot boolean not null default false,
      language_code text,
      listed boolean not null default false,
      opted_out boolean not null default false,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    )`,
    // Somebody's entries are their own: the same person may be learned once, and entered once by each account.
    `create unique index telegram_users_learned on telegram_users (telegram_id) where owner_id is null`,
    `create unique index telegram_users_entered on telegram_users (owner_id, telegram_id) where owner_id is not null`,
    `create index telegram_users_public on telegram_users (id) where listed and not opted_out`,
    `create table telegram_user_meetings (
      bot_id uuid not null references bots (id) on delete cascade,
      telegram_user_id uuid not null references telegram_users (id) on delete cascade,
      first_seen_at timestamptz not null default now(),
      last_seen_at timestamptz not null default now(),
      primary key (bot_id, telegram_user_id)
    )`,
    `create index telegram_user_meetings_user on telegram_user_meetings (telegram_user_id)`,
  ];
}
