import { SCHEDULED, WAITING } from './turns.sql';

/** What may have been sent already does not expire and is not cancelled: it stays uncertain. */
const endedAs = (status: 'expired' | 'cancelled'): string => `
  settled_at = now(), waiting_for = null,
  status = case when ambiguities = 0 then '${status}' else 'uncertain' end,
  failure_code = case when ambiguities = 0 then null else 'messaging.answer_lost' end`;

/** Lanes are always locked before their messages, in the order in which accepting locks them, as a turn does it. */
const FREED = `
  counted as (select chat_id, count(*) from ended where not scheduled group by chat_id),
  freed as (update lanes set open = open - counted.count from counted where lanes.chat_id = counted.chat_id)
  select chat_id from ended`;

/** A message of which a part is sent is finished. */
export const EXPIRE = `
  with lane as materialized (
    select chat_id from lanes where chat_id in (
      select chat_id from messages where status = 'queued' and part = 0 and expires_at <= now() order by expires_at limit 500)
    order by chat_id for update skip locked),
  ended as (
    update messages set ${endedAs('expired')}
    from lane where messages.chat_id = lane.chat_id and status = 'queued' and part = 0 and expires_at <= now()
    returning messages.chat_id, scheduled),
  ${FREED}`;

/** Takes back queued messages that the condition names; `lanes` says where they are. */
export const cancelWhere = (lanes: string, condition: string): string => `
  with lane as materialized (select chat_id from lanes where ${lanes} order by chat_id for update),
  ended as (
    update messages set ${endedAs('cancelled')}
    from lane where messages.chat_id = lane.chat_id and ${condition} and status = 'queued' returning messages.chat_id, scheduled),
  ${FREED}`;

export const CANCEL = cancelWhere('chat_id = (select chat_id from messages where id = $1)', 'id = $1 and part = 0');

/** What was scheduled and whose time has come takes its place in line, in the order of the times. */
export const RELEASE = `
  with due as materialized (
    select id, chat_id, send_at, seq from messages where ${SCHEDULED} and send_at <= now() order by send_at, seq limit 500),
  lane as materialized (
    select chat_id from lanes where chat_id in (select chat_id from due) order by chat_id for update),
  placed as materialized (
    select id, nextval(pg_get_serial_sequence('messages', 'seq')) as seq
    from (select due.id from due join lane using (chat_id) order by due.send_at, due.seq) ordered),
  released as (
    update messages set scheduled = false, seq = placed.seq from placed
    where messages.id = placed.id and ${SCHEDULED} and send_at <= now()
    returning messages.chat_id, messages.seq, priority, account_id),
  first as (
    select distinct on (chat_id) chat_id, priority, account_id, count(*) over (partition by chat_id) as count
    from released order by chat_id, seq)
  update lanes set open = open + first.count,
    priority = case when open = 0 then first.priority else least(lanes.priority, first.priority) end,
    share = case when open = 0 then coalesce(first.account_id, share) else share end
  from first where lanes.chat_id = first.chat_id
  returning lanes.bot_id`;

export const LOCK_OPEN_LANES = `
  select chat_id from lanes
  where open > 0 or busy or chat_id in (select chat_id from messages where status = 'sending' or ${WAITING})
  order by chat_id for update skip locked`;

/** Each count by the small index that has just that: most of a lane's messages have ended long ago. */
export const RECOUNT = `
  with sending as materialized (select chat_id, count(*) from messages where status = 'sending' group by chat_id),
  counted as (
    select lanes.chat_id, coalesce(sending.count, 0) > 0 as busy, coalesce(sending.count, 0)
      + (select count(*) from messages where messages.chat_id = lanes.chat_id and ${WAITING}) as open
    from lanes left join sending using (chat_id) where lanes.chat_id = any($1::uuid[]))
  update lanes set open = counted.open, busy = counted.busy from counted
  where lanes.chat_id = counted.chat_id and (lanes.open, lanes.busy) is distinct from (counted.open, counted.busy)`;
