import { ForwardMigration } from '@app/platform';

/** Who is in which chat, and what became of the bot there. */
export class CreateMemberships extends ForwardMigration {
  readonly name = 'CreateMemberships1763600013000';

  readonly statements = [
    `alter table chats
      add column former_telegram_id bigint,
      add column is_forum boolean not null default false,
      add column bot_status text not null default 'member'
        check (bot_status in ('creator', 'administrator', 'member', 'restricted', 'left', 'kicked')),
      add column bot_left_at timestamptz,
      add column as_of timestamptz not null default 'epoch',
      add column as_of_update bigint not null default 0,
      add column status_as_of timestamptz,
      add column status_as_of_update bigint`,
    `create unique index chats_former_telegram_id on chats (bot_id, former_telegram_id) where former_telegram_id is not null`,
    `drop index chats_account`,
    `create index chats_account on chats (account_id, id) where account_id is not null`,
    `create index chats_bot on chats (bot_id, id)`,
    `create index chats_bot_type on chats (bot_id, type, id)`,
    `create index chats_bot_left on chats (bot_id, id) where bot_left_at is not null`,
    `create index chats_type on chats (type, id)`,
    `create index chats_left on chats (id) where bot_left_at is not null`,
    `create table memberships (
      chat_id uuid not null references chats (id) on delete cascade,
      telegram_user_id uuid not null references telegram_users (id) on delete cascade,
      status text not null check (status in ('creator', 'administrator', 'member', 'restricted', 'left', 'kicked')),
      joined_at timestamptz,
      left_at timestamptz,
      as_of timestamptz not null,
      as_of_update bigint not null,
      status_as_of timestamptz,
      status_as_of_update bigint,
      primary key (chat_id, telegram_user_id)
    )`,
    `create index memberships_user on memberships (telegram_user_id, chat_id)`,
    `create index memberships_gone on memberships (chat_id, telegram_user_id) where left_at is not null`,
    `create index memberships_there on memberships (chat_id, telegram_user_id) where left_at is null`,
  ];
}
