import { ANSWER, FREE, SCHEDULED, UNPACED, WAITING } from './turns.sql';

/** What may have been sent already does not expire and is not cancelled: it stays uncertain. */
const endedAs = (status: 'expired' | 'cancelled'): string => `
  settled_at = now(), waiting_for = null, answer_to = null,
  status = case when ambiguities = 0 then '${status}' else 'uncertain' end,
  failure_code = case when ambiguities = 0 then null else 'messaging.answer_lost' end`;

/** Lanes are always locked before their messages, in the order in which accepting locks them: only then they say for sure what is under way. */
const NOT_UNDER_WAY = `status = 'queued' and messages.id is distinct from lane.message_id`;

const FREED = `
  counted as (
    select chat_id, count(*) filter (where not scheduled) as open, count(*) filter (where scheduled) as scheduled
    from ended group by chat_id),
  freed as (
    update lanes set open = lanes.open - counted.open, scheduled = lanes.scheduled - counted.scheduled
    from counted where lanes.chat_id = counted.chat_id)
  select chat_id from ended`;

/** A message of which a part is sent is finished. */
export const EXPIRE = `
  with lane as materialized (
    select chat_id, message_id from lanes where chat_id in (
      select chat_id from messages where status = 'queued' and part = 0 and expires_at <= now() order by expires_at limit 500)
    order by chat_id for update skip locked),
  ended as (
    update messages set ${endedAs('expired')}
    from lane where messages.chat_id = lane.chat_id and ${NOT_UNDER_WAY} and part = 0 and expires_at <= now()
    returning messages.chat_id, scheduled),
  ${FREED}`;

/** Takes back queued messages that the condition names; `lanes` says where they are. */
export const cancelWhere = (lanes: string, condition: string): string => `
  with lane as materialized (select chat_id, message_id from lanes where ${lanes} order by chat_id for update),
  ended as (
    update messages set ${endedAs('cancelled')}
    from lane where messages.chat_id = lane.chat_id and ${condition} and ${NOT_UNDER_WAY} returning messages.chat_id, scheduled),
  ${FREED}`;

export const CANCEL = cancelWhere('chat_id = (select chat_id from messages where id = $1)', 'id = $1 and part = 0');

/** So many answers to one person may wait in a chat, and so many in all: who writes more gets the newest. */
const ANSWERS_TO_ONE = 3;
const ANSWERS_IN_ALL = 20;

/** Answers in a chat that wait behind enough newer ones. The answers to buttons are counted apart: each press has two. */
const STALE = `
  select id from (
    select id, to_one, row_number() over (partition by unpaced, to_one <= ${String(ANSWERS_TO_ONE)} order by seq desc) as in_all
    from (
      select id, seq, ${UNPACED} as unpaced, row_number() over (partition by answer_to, ${UNPACED} order by seq desc) as to_one
      from messages where chat_id = $1 and ${WAITING} and ${ANSWER} and attempt = 0) waiting) ranked
  where to_one > ${String(ANSWERS_TO_ONE)} or in_all > ${String(ANSWERS_IN_ALL)}`;

export const DROP_STALE_ANSWERS = cancelWhere('chat_id = $1', `messages.id in (${STALE})`);

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
  update lanes set open = open + first.count, scheduled = lanes.scheduled - first.count,
    priority = case when open = 0 then first.priority else least(lanes.priority, first.priority) end,
    share = case when open = 0 then coalesce(first.account_id, share) else share end
  from first where lanes.chat_id = first.chat_id
  returning lanes.bot_id`;

export const LOCK_OPEN_LANES = `
  select chat_id from lanes
  where open > 0 or message_id is not null or chat_id in (select chat_id from messages where ${WAITING})
  order by chat_id for update skip locked`;

/** A lease that ran out so long ago and that nobody has found is of a message that is not there any more. */
const ORPHANED = `message_id is not null and lease_until < now() - interval '60 seconds'
  and not exists (select from messages where messages.id = lanes.message_id and messages.chat_id = lanes.chat_id and status = 'queued')`;

/** Counts by the small index of what waits: most of a lane's messages have ended long ago. */
export const RECOUNT = `
  with counted as (
    select chat_id, (select count(*) from messages where messages.chat_id = lanes.chat_id and ${WAITING}) as open,
      (select count(*) from messages where messages.chat_id = lanes.chat_id and ${SCHEDULED}) as scheduled
    from lanes where chat_id = any($1::uuid[])),
  freed as (
    update lanes set open = counted.open, scheduled = counted.scheduled, ${FREE} from counted where lanes.chat_id = counted.chat_id and ${ORPHANED} returning lanes.chat_id),
  mended as (
    update lanes set open = counted.open, scheduled = counted.scheduled from counted
    where lanes.chat_id = counted.chat_id and (lanes.open, lanes.scheduled) <> (counted.open, counted.scheduled) and not (${ORPHANED}) returning lanes.chat_id)
  select chat_id from freed union all select chat_id from mended`;
