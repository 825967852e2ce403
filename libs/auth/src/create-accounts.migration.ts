import { ForwardMigration } from '@app/platform';

export class CreateAccounts extends ForwardMigration {
  readonly name = 'CreateAccounts1763600002000';

  readonly statements = [
    `create table accounts (
      id uuid primary key,
      email text,
      email_verified_at timestamptz,
      username text,
      name text not null,
      password_hash text not null,
      role text not null default 'member' check (role in ('admin', 'member')),
      created_at timestamptz not null default now(),
      check (email is not null or username is not null)
    )`,
    `create unique index accounts_email on accounts (lower(email))`,
    `create unique index accounts_username on accounts (lower(username))`,
    `create table sessions (
      id uuid primary key,
      account_id uuid not null references accounts (id) on delete cascade,
      generation integer not null default 1,
      rotated_at timestamptz not null default now(),
      created_at timestamptz not null default now(),
      expires_at timestamptz not null,
      ended_at timestamptz,
      end_reason text check (end_reason in ('logout', 'reuse'))
    )`,
    `create index sessions_account on sessions (account_id)`,
    `create table guesses (
      key text primary key,
      failures integer not null,
      last_at timestamptz not null,
      blocked_until timestamptz not null
    )`,
  ];
}
