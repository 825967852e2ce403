import { ForwardMigration } from '@app/platform';

export class ThickenAccounts extends ForwardMigration {
  readonly name = 'ThickenAccounts1763600011000';

  readonly statements = [
    `alter table accounts
      add column locale text not null default 'en' check (locale in ('en', 'ru')),
      add column closing_at timestamptz,
      drop constraint accounts_check,
      add constraint accounts_login check (email is not null or username is not null or closing_at is not null)`,
    // An address belongs to whoever has verified it; until then several may claim it (decision 0009).
    `drop index accounts_email`,
    `create index accounts_email on accounts (lower(email), id) where email is not null`,
    `create unique index accounts_verified_email on accounts (lower(email)) where email_verified_at is not null`,
    `create index accounts_closing on accounts (closing_at) where closing_at is not null`,
    `alter table sessions
      add column device text not null default 'an unknown device',
      add column network inet,
      add column last_used_at timestamptz not null default now(),
      drop constraint sessions_end_reason_check,
      add constraint sessions_end_reason_check
        check (end_reason in ('logout', 'reuse', 'ended', 'password', 'role', 'closed'))`,
    `create table audit_entries (
      id uuid primary key,
      at timestamptz not null default now(),
      actor_id uuid,
      actor text not null,
      action text not null,
      account_id uuid,
      detail jsonb not null default '{}'
    )`,
    `create index audit_entries_account on audit_entries (account_id, id)`,
  ];
}
