import { ForwardMigration } from '@app/platform';

export class CreateMails extends ForwardMigration {
  readonly name = 'CreateMails1763600001000';

  readonly statements = [
    `create table mails (
      id uuid primary key,
      recipient text not null,
      template text not null,
      subject text not null,
      text text not null,
      html text not null,
      status text not null default 'queued' check (status in ('queued', 'sent', 'kept', 'failed')),
      tries integer not null default 0,
      error text,
      created_at timestamptz not null default now(),
      next_try_at timestamptz,
      settled_at timestamptz
    )`,
    `create index mails_open on mails (next_try_at) where status = 'queued'`,
  ];
}
