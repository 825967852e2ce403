import { ForwardMigration } from '@app/platform';

export class CreateBots extends ForwardMigration {
  readonly name = 'CreateBots1763600003000';

  readonly statements = [
    `create table bots (
      id uuid primary key,
      number integer generated always as identity unique,
      owner_id uuid references accounts (id) on delete cascade,
      telegram_id bigint not null,
      username text,
      title text,
      token_sealed text not null,
      webhook_key text not null,
      webhook_generation integer not null default 1,
      webhook_digest text,
      mode text not null default 'webhook' check (mode in ('webhook', 'polling')),
      active boolean not null default true,
      paused_reason text check (paused_reason in ('token_revoked')),
      created_at timestamptz not null default now()
    )`,
    `create unique index bots_telegram_id on bots (telegram_id)`,
    `create unique index bots_webhook_key on bots (webhook_key)`,
    `create unique index bots_house on bots ((owner_id is null)) where owner_id is null`,
    `create index bots_owner on bots (owner_id)`,
  ];
}
