import { ForwardMigration } from '@app/platform';

export class CreateChats extends ForwardMigration {
  readonly name = 'CreateChats1763600006000';

  readonly statements = [
    `create table chats (
      id uuid primary key,
      bot_id uuid not null references bots (id) on delete cascade,
      telegram_id bigint not null,
      type text not null check (type in ('private', 'group', 'supergroup', 'channel')),
      title text,
      username text,
      reachable boolean not null default true,
      reachable_changed_at timestamptz not null default now(),
      account_id uuid references accounts (id) on delete set null,
      pairing_id uuid,
      paired_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    )`,
    `create unique index chats_telegram_id on chats (bot_id, telegram_id)`,
    `create unique index chats_pairing on chats (pairing_id) where pairing_id is not null`,
    `create index chats_account on chats (account_id) where account_id is not null`,
  ];
}
