import { ForwardMigration } from '@app/platform';

export class CreateBotTokens extends ForwardMigration {
  readonly name = 'CreateBotTokens1763600007000';

  readonly statements = [
    `create table bot_tokens (
      id uuid primary key,
      account_id uuid not null references accounts (id) on delete cascade,
      bot_id uuid not null references bots (id) on delete cascade,
      chat_id uuid not null references chats (id) on delete cascade,
      name text not null,
      token_hash bytea not null,
      ending text not null,
      created_at timestamptz not null default now(),
      expires_at timestamptz,
      revoked_at timestamptz,
      last_used_at timestamptz
    )`,
    `create unique index bot_tokens_hash on bot_tokens (token_hash)`,
    `create index bot_tokens_account on bot_tokens (account_id, id)`,
    `create index bot_tokens_chat on bot_tokens (chat_id)`,
  ];
}
