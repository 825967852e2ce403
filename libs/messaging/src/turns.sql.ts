/** How many messages a bot may send at once after a pause; below the 30 a second that Telegram grants (core.telegram.org/bots/faq). */
const BOT_BURST = 10;

/** Bots served in one turn, and lanes of one bot. */
const BOTS_IN_A_TURN = 32;
const LANES_OF_A_BOT = 32;

/** A call may take 15 seconds, and asking whether Telegram answers at all 5 more. */
const LEASE_SECONDS = 30;

/** The answer to a button is shown to who pressed it and is no message in the chat: it waits for none, and none waits for it. */
export const UNPACED = `method = 'answerCallbackQuery'`;

const CLAIMED_COLUMNS = `
  m.id, m.attempt, m.bot_id as "botId", m.chat_id as "chatId", m.method, m.text, m.payload, m.heading, m.delivery,
  m.formatting_fallback as "formattingFallback", m.formatting_dropped as "formattingDropped",
  m.possible_duplicate as "possibleDuplicate", m.ambiguities, m.claimed_at as "claimedAt",
  chats.telegram_id as "telegramId", chats.reachable, coalesce(m.expires_at <= now(), false) as expired`;

/**
 * One turn. Bots with open lanes are found by walking over the index from bot to bot; their budgets are locked, those
 * that have nothing left or that another worker is serving are passed over; of each the readiest lanes are taken, best
 * priority first, and of each lane the head. Marks, lanes and budgets change in this one statement.
 *
 * Budgets and lanes are GCRA: `spent_until` and `paced_until` are when the bucket will be full again.
 */
export const CLAIM = `
  with recursive open_bots (bot_id) as (
    (select bot_id from lanes where open > 0 and not busy order by bot_id limit 1)
    union all
    select (select bot_id from lanes where open > 0 and not busy and lanes.bot_id > open_bots.bot_id order by bot_id limit 1)
    from open_bots where open_bots.bot_id is not null),
  due as materialized (
    select budgets.bot_id, budgets.per_second,
      least(${String(LANES_OF_A_BOT)}, ${String(BOT_BURST)} - ceil(extract(epoch from greatest(spent_until, now()) - now()) * per_second))::int as allowance
    from budgets join bots on bots.id = budgets.bot_id
    where budgets.bot_id in (select bot_id from open_bots) and bots.active and bots.paused_reason is null
      and held_until <= now() and spent_until <= now() + make_interval(secs => ${String(BOT_BURST - 1)} / per_second)
    order by spent_until limit ${String(BOTS_IN_A_TURN)} for update of budgets skip locked),
  ready as materialized (
    select due.bot_id, lane.chat_id from due cross join lateral (
      select chat_id from lanes where lanes.bot_id = due.bot_id and open > 0 and not busy and ready_at <= now()
      order by priority, ready_at limit due.allowance for update skip locked) lane
    limit $1),
  heads as materialized (
    select ready.bot_id, ready.chat_id, head.id, head.method from ready cross join lateral (
      select id, method from messages where messages.chat_id = ready.chat_id and status = 'queued' order by seq limit 1) head),
  spent as (
    update budgets set spent_until = greatest(spent_until, now()) + make_interval(secs => taken.count / budgets.per_second)
    from (select bot_id, count(*) from heads group by bot_id) taken where budgets.bot_id = taken.bot_id),
  held as (
    update lanes set busy = true,
      paced_until = greatest(paced_until, now()) + make_interval(secs => case when heads.${UNPACED} then 0 else pace_seconds end)
    from heads where lanes.chat_id = heads.chat_id)
  update messages m set status = 'sending', attempt = attempt + 1, claimed_at = now(), waiting_for = null,
    lease_until = now() + interval '${String(LEASE_SECONDS)} seconds'
  from heads join chats on chats.id = heads.chat_id
  where m.id = heads.id and m.status = 'queued'
  returning ${CLAIMED_COLUMNS}`;

export const OVERDUE = `
  select ${CLAIMED_COLUMNS} from messages m join chats on chats.id = m.chat_id
  where m.status = 'sending' and m.lease_until < now() order by m.lease_until limit 200`;

/** Lanes are locked in the order in which accepting locks them. What is to be tried again is still the head of its lane. */
export const SETTLE = `
  with settled as (
    select * from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::text[],
      $9::float8[], $10::boolean[], $11::boolean[], $12::boolean[])
    as s (id, attempt, outcome, detail, status, telegram_message_id, failure_code, waiting_for, hold, ambiguous, duplicate, dropped)),
  message as (
    update messages m set status = s.status, lease_until = null, waiting_for = s.waiting_for,
      telegram_message_id = s.telegram_message_id, failure_code = s.failure_code,
      failure_detail = case when s.failure_code is null then null else s.detail end,
      ambiguities = m.ambiguities + s.ambiguous::int,
      possible_duplicate = m.possible_duplicate or s.duplicate,
      formatting_dropped = m.formatting_dropped or s.dropped,
      settled_at = case when s.status = 'queued' then null else now() end
    from settled s
    where m.id = s.id and m.attempt = s.attempt and (m.status = 'sending' or m.status = 'queued' and s.status = 'sent')
    returning m.id, m.chat_id, m.priority, m.method, m.attempt, m.claimed_at, m.status, s.outcome, s.detail, s.hold),
  journal as (
    insert into attempts (message_id, attempt, outcome, detail, started_at, ended_at)
    select id, attempt, outcome, detail, claimed_at, clock_timestamp() from message
    on conflict (message_id, attempt) do update set outcome = excluded.outcome, detail = excluded.detail, ended_at = excluded.ended_at),
  locked as materialized (
    select chat_id from lanes where chat_id in (select chat_id from message) order by chat_id for update),
  lane as (
    update lanes set busy = false, open = open - (message.status <> 'queued')::int,
      ready_at = greatest(now() + make_interval(secs => message.hold),
        case when next.${UNPACED} then now() else paced_until - make_interval(secs => slack_seconds) end),
      priority = coalesce(next.priority, lanes.priority)
    from message join locked on locked.chat_id = message.chat_id
    left join lateral (
      select message.priority, message.method where message.status = 'queued'
      union all
      (select priority, method from messages
        where message.status <> 'queued' and messages.chat_id = message.chat_id and status = 'queued' order by seq limit 1)) next on true
    where lanes.chat_id = message.chat_id)
  select id from message`;

/** What may have been sent already does not expire: it stays uncertain. Lanes are always locked before their messages, as a turn does it. */
export const EXPIRE = `
  with lane as materialized (
    select chat_id from lanes where chat_id in (
      select chat_id from messages where status = 'queued' and expires_at <= now() order by expires_at limit 500)
    for update skip locked),
  expired as (
    update messages set settled_at = now(), waiting_for = null,
      status = case when ambiguities = 0 then 'expired' else 'uncertain' end,
      failure_code = case when ambiguities = 0 then null else 'messaging.answer_lost' end
    from lane where messages.chat_id = lane.chat_id and status = 'queued' and expires_at <= now()
    returning messages.chat_id),
  counted as (select chat_id, count(*) from expired group by chat_id)
  update lanes set open = open - counted.count from counted where lanes.chat_id = counted.chat_id`;

/** Lanes are always locked before their messages, as a turn does it. */
export const CANCEL = `
  with lane as materialized (
    select lanes.chat_id from lanes join messages on messages.chat_id = lanes.chat_id where messages.id = $1 for update of lanes),
  cancelled as (
    update messages set status = 'cancelled', settled_at = now(), waiting_for = null
    from lane where messages.id = $1 and messages.chat_id = lane.chat_id and status = 'queued' returning messages.chat_id)
  update lanes set open = open - 1 from cancelled where lanes.chat_id = cancelled.chat_id`;

export const NEXT_DUE = `
  select extract(epoch from min(greatest(lanes.ready_at, budgets.held_until,
    budgets.spent_until - make_interval(secs => ${String(BOT_BURST - 1)} / budgets.per_second))) - clock_timestamp()) * 1000 as ms
  from lanes join budgets on budgets.bot_id = lanes.bot_id join bots on bots.id = lanes.bot_id
  where lanes.open > 0 and not lanes.busy and bots.active and bots.paused_reason is null`;

export const LOCK_OPEN_LANES = `
  select chat_id from lanes
  where open > 0 or busy or chat_id in (select chat_id from messages where status in ('queued', 'sending'))
  order by chat_id for update skip locked`;

export const RECOUNT = `
  with counted as (
    select lanes.chat_id,
      count(messages.id) filter (where messages.status in ('queued', 'sending')) as open,
      count(messages.id) filter (where messages.status = 'sending') > 0 as busy
    from lanes left join messages on messages.chat_id = lanes.chat_id and messages.status in ('queued', 'sending')
    where lanes.chat_id = any($1::uuid[]) group by lanes.chat_id)
  update lanes set open = counted.open, busy = counted.busy from counted
  where lanes.chat_id = counted.chat_id and (lanes.open, lanes.busy) is distinct from (counted.open, counted.busy)`;
