import { ForwardMigration } from '@app/platform';

export class CreateMessages extends ForwardMigration {
  readonly name = 'CreateMessages1763600008000';

  readonly statements = [
    `create table messages (
      id uuid primary key,
      seq bigint generated always as identity unique,
      bot_id uuid not null references bots (id) on delete cascade,
      chat_id uuid not null references chats (id) on delete cascade,
      account_id uuid references accounts (id) on delete cascade,
      bot_token_id uuid references bot_tokens (id) on delete set null,
      priority smallint not null check (priority between 0 and 2),
      method text not null,
      type text not null check (type in ('text', 'call')),
      text text,
      payload jsonb not null default '{}',
      heading text,
      status text not null default 'queued'
        check (status in ('queued', 'sending', 'sent', 'failed', 'uncertain', 'expired', 'cancelled')),
      delivery text not null default 'at_least_once' check (delivery in ('at_least_once', 'at_most_once')),
      formatting_fallback text not null default 'plain' check (formatting_fallback in ('plain', 'fail')),
      attempt integer not null default 0,
      ambiguities integer not null default 0,
      claimed_at timestamptz,
      lease_until timestamptz,
      waiting_for text,
      telegram_message_id bigint,
      failure_code text,
      failure_detail text,
      possible_duplicate boolean not null default false,
      formatting_dropped boolean not null default false,
      created_at timestamptz not null default now(),
      expires_at timestamptz,
      settled_at timestamptz,
      check ((status = 'sending') = (lease_until is not null))
    )`,
    `create index messages_heads on messages (chat_id, seq) where status = 'queued'`,
    `create index messages_leases on messages (lease_until) where status = 'sending'`,
    `create index messages_expiring on messages (expires_at) where status = 'queued' and expires_at is not null`,
    `create index messages_account on messages (account_id, id) where account_id is not null`,
    `create index messages_token on messages (bot_token_id, id) where bot_token_id is not null`,
    `create table attempts (
      message_id uuid not null references messages (id) on delete cascade,
      attempt integer not null,
      outcome text not null
        check (outcome in ('sent', 'not_sent', 'limited', 'moved', 'unparsable', 'refused', 'revoked', 'ambiguous')),
      detail text,
      started_at timestamptz not null,
      ended_at timestamptz not null,
      primary key (message_id, attempt)
    )`,
    // A lane is a chat as the sending sees it: how much waits, whether a call is under way, when the next one may be.
    `create table lanes (
      chat_id uuid primary key references chats (id) on delete cascade,
      bot_id uuid not null references bots (id) on delete cascade,
      open integer not null check (open >= 0),
      busy boolean not null default false,
      priority smallint not null,
      ready_at timestamptz not null default now(),
      paced_until timestamptz not null default now(),
      pace_seconds real not null,
      slack_seconds real not null,
      limited_at timestamptz
    )`,
    `create index lanes_ready on lanes (bot_id, priority, ready_at) where open > 0 and not busy`,
    `create table budgets (
      bot_id uuid primary key references bots (id) on delete cascade,
      spent_until timestamptz not null default now(),
      held_until timestamptz not null default now(),
      per_second real not null default 30
    )`,
    `create table idempotency_keys (
      scope text not null,
      key text not null,
      body_hash bytea not null,
      message_id uuid not null references messages (id) on delete cascade,
      created_at timestamptz not null default now(),
      primary key (scope, key)
    )`,
    `create index idempotency_keys_created on idempotency_keys (created_at)`,
    `create index idempotency_keys_message on idempotency_keys (message_id)`,
  ];
}
