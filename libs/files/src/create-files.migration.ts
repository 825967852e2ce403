import { ForwardMigration } from '@app/platform';

export class CreateFiles extends ForwardMigration {
  readonly name = 'CreateFiles1763600030000';

  readonly statements = [
    `create table files (
      id uuid primary key,
      account_id uuid not null references accounts (id) on delete cascade,
      bot_token_id uuid references bot_tokens (id) on delete set null,
      name text not null,
      mime_type text not null,
      size bigint not null default 0,
      sha256 bytea not null default '',
      state text not null default 'uploading' check (state in ('uploading', 'kept', 'dropped')),
      created_at timestamptz not null default now(),
      written_at timestamptz not null default now(),
      expires_at timestamptz not null default now() + interval '24 hours',
      used_at timestamptz not null default now()
    )`,
    `create index files_account on files (account_id, id)`,
    `create index files_bot_token on files (bot_token_id) where bot_token_id is not null`,
    `create index files_stored on files (account_id) include (size) where state <> 'dropped'`,
    `create index files_uploading on files (written_at) where state = 'uploading'`,
    `create index files_kept on files (id) where state = 'kept'`,
    `create index files_dropped on files (id) where state = 'dropped'`,
    `create table file_chunks (
      file_id uuid not null references files (id) on delete cascade,
      n integer not null,
      bytes bytea not null,
      primary key (file_id, n)
    )`,
    // What people send is mostly compressed already.
    `alter table file_chunks alter column bytes set storage external`,
    `create table telegram_files (
      file_id uuid not null references files (id) on delete cascade,
      bot_id uuid not null references bots (id) on delete cascade,
      kind text not null,
      telegram_file_id text not null,
      primary key (file_id, bot_id, kind)
    )`,
    `create index telegram_files_bot on telegram_files (bot_id)`,
  ];
}
