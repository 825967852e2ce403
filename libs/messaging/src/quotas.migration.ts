import { ForwardMigration } from '@app/platform';

const COUNTED_IN_MINUTE = `
  in_minute = case when book.minute = excluded.minute then book.in_minute else 0 end + excluded.in_minute,
  in_minute_before = case book.minute when excluded.minute then book.in_minute_before
    when excluded.minute - interval '1 minute' then book.in_minute else 0 end,
  minute = excluded.minute`;

/** How much accounts and tokens had accepted in this minute and the one before it, and how much waits for its time in each chat. */
export class Quotas extends ForwardMigration {
  readonly name = 'Quotas1764520000000';

  readonly statements = [
    `alter table lanes add column scheduled integer not null default 0`,
    `update lanes set scheduled = waiting.count from (
       select chat_id, count(*) from messages where status = 'queued' and scheduled group by chat_id) waiting
     where waiting.chat_id = lanes.chat_id`,
    `alter table message_books
      add column minute timestamptz not null default '-infinity',
      add column in_minute integer not null default 0,
      add column in_minute_before integer not null default 0`,
    `create table token_books (
      token_id uuid not null references bot_tokens (id) on delete cascade,
      slot smallint not null,
      minute timestamptz not null,
      in_minute integer not null,
      in_minute_before integer not null default 0,
      primary key (token_id, slot)
    ) with (fillfactor = 50)`,
    `create or replace function book_accepted_messages() returns trigger language plpgsql as $$ begin
      insert into message_books as book (account_id, slot, accepted, minute, in_minute)
      select coalesce(account_id, '00000000-0000-0000-0000-000000000000') as account, pg_backend_pid() % 16, count(*),
        date_trunc('minute', now()), count(*)
      from accepted group by account order by account
      on conflict (account_id, slot) do update set accepted = book.accepted + excluded.accepted, ${COUNTED_IN_MINUTE};

      insert into token_books as book (token_id, slot, minute, in_minute)
      select bot_token_id, pg_backend_pid() % 16, date_trunc('minute', now()), count(*)
      from accepted where bot_token_id is not null group by bot_token_id order by bot_token_id
      on conflict (token_id, slot) do update set ${COUNTED_IN_MINUTE};
      return null;
    end $$`,
  ];
}
