import { ForwardMigration } from '@app/platform';

/** Pairings that an account begins, what an admin of a group has to decide, and the topics of codes. */
export class CreatePairings extends ForwardMigration {
  readonly name = 'CreatePairings1763600016005';

  readonly statements = [
    `alter table pairing_codes add column topic_id integer`,
    `create table pairings (
      id uuid primary key,
      account_id uuid not null references accounts (id) on delete cascade,
      bot_id uuid not null references bots (id) on delete cascade,
      link_mac bytea not null,
      state text not null default 'waiting' check (state in ('waiting', 'linked', 'declined', 'cancelled')),
      chat_id uuid references chats (id) on delete set null,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null
    )`,
    `create unique index pairings_link on pairings (link_mac)`,
    `create index pairings_account on pairings (account_id, id)`,
    `create index pairings_expiry on pairings (expires_at)`,
    `create index pairings_chat on pairings (chat_id) where chat_id is not null`,
    `create table chat_decisions (
      id uuid primary key,
      bot_id uuid not null references bots (id) on delete cascade,
      chat_id uuid not null references chats (id) on delete cascade,
      telegram_id bigint not null,
      language text not null,
      action text not null check (action in ('code', 'link', 'decline', 'unlink')),
      pairing_id uuid,
      callback_id text not null,
      message_id bigint not null,
      topic_id integer,
      created_at timestamptz not null default now(),
      due_at timestamptz not null default now()
    )`,
    `create index chat_decisions_due on chat_decisions (due_at)`,
    `create index chat_decisions_chat on chat_decisions (chat_id)`,
  ];
}
