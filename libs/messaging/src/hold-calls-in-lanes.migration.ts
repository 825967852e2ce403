import { ForwardMigration } from '@app/platform';

/** That a call is under way is written in its lane, which changes then anyway. A message changes when something has become of it. */
export class HoldCallsInLanes extends ForwardMigration {
  readonly name = 'HoldCallsInLanes1763600031000';

  readonly statements = [
    `alter table lanes
      add column message_id uuid,
      add column attempt integer,
      add column claimed_at timestamptz,
      add column lease_until timestamptz,
      add column alone boolean not null default false,
      add constraint lanes_call_check check ((message_id is null) = (lease_until is null))`,
    `update lanes set message_id = id, attempt = messages.attempt, claimed_at = messages.claimed_at, lease_until = messages.lease_until
      from messages where messages.chat_id = lanes.chat_id and status = 'sending'`,
    `alter table messages drop column claimed_at, drop column lease_until`,
    `update messages set status = 'queued', attempt = attempt - 1 where status = 'sending'`,
    `alter table messages drop constraint messages_status_check,
      add constraint messages_status_check check (status in ('queued', 'sent', 'failed', 'uncertain', 'expired', 'cancelled'))`,
    `alter table lanes drop column busy`,
    `create index lanes_shares on lanes (bot_id, share, priority, ready_at) where open > 0 and message_id is null and not alone`,
    `create index lanes_due on lanes (bot_id, ready_at) where open > 0 and message_id is null and not alone`,
    `create index lanes_alone on lanes (bot_id, ready_at) where open > 0 and message_id is null and alone`,
    `create index lanes_leases on lanes (lease_until) where message_id is not null`,
    `drop index messages_words`,
    `create index messages_words on messages using gin (to_tsvector('simple', coalesce(text, ''))) where status <> 'queued'`,
    `drop index messages_files`,
    `create index messages_files on messages using gin (file_ids) where status = 'queued' and file_ids <> '{}'`,
    `create or replace function book_ended_messages() returns trigger language plpgsql as $$ begin
      insert into message_books as book (account_id, slot, ended)
      select coalesce(after.account_id, '00000000-0000-0000-0000-000000000000') as account, pg_backend_pid() % 16,
        sum((after.status <> 'queued')::int - (before.status <> 'queued')::int)
      from after join before using (id)
      where (after.status = 'queued') <> (before.status = 'queued')
      group by account order by account
      on conflict (account_id, slot) do update set ended = book.ended + excluded.ended;
      return null;
    end $$`,
  ];
}
