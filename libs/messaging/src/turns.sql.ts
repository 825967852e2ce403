import { burstOf, CALLS_LEFT, PACE, RATE } from './limits.sql';

/** Of each bot that is due so many lanes are looked at, and more when that would leave slots free. */
const LANES_EACH = 4;

/** Accounts of one bot, and lanes of one bot, in one turn. */
const SHARES_OF_A_BOT = 32;
const LANES_OF_A_BOT = 32;

/** A call may take 15 seconds, and asking whether Telegram answers at all 5 more; one that carries files 120. */
const LEASE_SECONDS = 30;
const UPLOAD_LEASE_SECONDS = 150;

/** The share of what bots answer by themselves. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

/** No bot comes behind it. */
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** The answer to a button is shown to who pressed it and is no message in the chat: it waits for none, and none waits for it. */
export const UNPACED = `method = 'answerCallbackQuery'`;

/** What waits for its place in its lane, and not for the time that its sender has chosen. */
export const WAITING = `status = 'queued' and not scheduled`;

/** What bots answer to people: chatter, which anybody can cause. */
export const ANSWER = `answer_to is not null`;

/**
 * The next message of a lane. What was tried already, or has parts left, goes on first. Else answers and what accounts send
 * take turns, each in its own order: chatter in a group delays a message by one answer, however much of it there is, and a
 * broadcast does not make the bot dumb. The answer to a button waits for none. `answersNext` says whose turn it is.
 */
export const headOf = (chat: string, answersNext: string, butFor = ''): string => {
  const first = (which: string, order: string): string => `
    (select id, priority, method, account_id, attempt, part, answer_to from messages
      where messages.chat_id = ${chat} and ${WAITING} and ${which} ${butFor} order by ${order} limit 1)`;
  return `
    select id, priority, method, account_id from (
      ${first('answer_to is null', 'seq')}
      union all ${first(ANSWER, `(attempt > 0) desc, ${UNPACED} desc, seq`)}) first
    order by (attempt > 0 or part > 0) desc, ${UNPACED} desc, ((${ANSWER}) = ${answersNext}) desc limit 1`;
};

/** What waits for that time. */
export const SCHEDULED = `status = 'queued' and scheduled`;

/** A message of several parts is called for one part after the other. */
const CLAIMED_COLUMNS = `
  m.id, lane.attempt, m.bot_id as "botId", m.chat_id as "chatId",
  coalesce(m.parts -> m.part ->> 'method', m.method) as method, case when m.parts is null then m.text end as text,
  coalesce(m.parts -> m.part -> 'payload', m.payload) as payload, case when m.parts is null then m.heading end as heading,
  m.part, coalesce(jsonb_array_length(m.parts), 1) - m.part - 1 as "partsLeft", m.file_ids as "fileIds", m.account_id as "accountId",
  m.delivery, m.formatting_fallback as "formattingFallback", m.formatting_dropped as "formattingDropped",
  m.photo_fallback as "photoFallback", m.sent_as_document as "sentAsDocument",
  m.ambiguities, lane.claimed_at as "claimedAt",
  chats.telegram_id as "telegramId", chats.reachable, coalesce(m.expires_at <= now() and m.part = 0, false) as expired,
  (select paid_broadcasts from bots where bots.id = m.bot_id) as paid,
  (select jsonb_build_object('status', target.status, 'sentTo', target.sent_to, 'messageIds', target.telegram_message_ids)
    from messages target where target.id = m.target_id) as target`;

/** Lanes that have something to send and no call under way. Said in the words of their indexes. */
const OPEN_LANES = `lanes.open > 0 and lanes.message_id is null`;

/** Those of which the next message may go out with others. */
export const LANES_IN_LINE = `${OPEN_LANES} and not lanes.alone`;

/** Those of which the next message may be what ended the worker that was sending it. */
export const LANES_ALONE = `${OPEN_LANES} and lanes.alone`;

/** Walks over an index from one bot to the next, to its lane that is ready first, and looks at no row in between. */
const nextBot = (after: string, more = ''): string => `
  select bot_id, ready_at from lanes where ${LANES_IN_LINE} and lanes.bot_id > ${after} ${more} order by bot_id, ready_at limit 1`;

/** How many lanes of a bot are ready, as far as they are looked at. */
const READY_LANES = `
  select count(*)::int from (
    select from lanes where lanes.bot_id = step.bot_id and ${LANES_IN_LINE} and ready_at <= now() order by ready_at limit ${String(LANES_EACH)}) ready`;

/** A bot that may send at least one message. Needs `budgets`, `bots` and its `rate`. */
const MAY_SEND = `bots.active and bots.paused_reason is null and held_until <= now()
  and spent_until <= now() + make_interval(secs => (${burstOf('rate')} - 1) / rate)`;

const BUDGETS = `budgets join bots on bots.id = budgets.bot_id cross join lateral (select ${RATE} as rate) limits`;

/** Of each three places of a turn two are for answers and one for accounts, if both wait; which of them comes first is left to chance. */
const PLACE = `case when answers then 1.5 * rank - 0.75 else 3 * (rank - value) end`;

const walkOverShares = (name: string, from: string, to: string): string => `
  ${name} (share, place) as (
    (select share, 1 from lanes where bot_id = due.bot_id and ${LANES_IN_LINE} and ${from} ${to} order by share limit 1)
    union all
    select (select share from lanes where bot_id = due.bot_id and ${LANES_IN_LINE} and lanes.share > ${name}.share ${to} order by share limit 1),
      place + 1
    from ${name} where ${name}.share is not null and place < ${String(SHARES_OF_A_BOT)})`;

/**
 * One turn. Bots with open lanes are found by walking over the index from bot to bot, beginning after the bot with which the
 * turn before ended, once around or until enough lanes are found; their budgets are locked, those that another worker is
 * serving are passed over. Of each bot, the accounts that have open lanes come in turn, beginning after the one that came
 * last: the first lane of each, then the second of each, and messages before broadcasts; among them stand the lanes in which people wait
 * for answers. Of each lane the head
 * is taken, and the lane says so: the message itself is only looked at, and locked, because somebody may just have taken it
 * back. All in this one statement. Its parameters stand where the planner expects nothing of their values, so that it plans
 * only once.
 *
 * Budgets and lanes are GCRA: `spent_until` and `paced_until` are when the bucket will be full again.
 */
export const CLAIM = `
  with recursive walk (bot_id, began, around, due, found) as (
    select $2::uuid, $2::uuid, false, false, 0
    union all
    select next.bot_id, began, next.around, next.lanes > 0, found + next.lanes from walk cross join lateral (
      select bot_id, around, case when ready_at <= now() and (select ${MAY_SEND} from ${BUDGETS} where budgets.bot_id = step.bot_id)
        then (${READY_LANES}) else 0 end as lanes
      from (
        select bot_id, ready_at, walk.around from (${nextBot('walk.bot_id', `and lanes.bot_id <= case when walk.around then walk.began else '${LAST_ID}' end`)}) lane
        union all select '${NOBODY}', 'infinity', true where not walk.around
        limit 1) step offset 0) next
    where found < $1),
  due as materialized (
    select budgets.bot_id, turn_after,
      least(${String(LANES_OF_A_BOT)}, ${burstOf('rate')} - ceil(extract(epoch from greatest(spent_until, now()) - now()) * rate))::int as allowance
    from ${BUDGETS} where budgets.bot_id = any(array(select bot_id from walk where due)) and ${MAY_SEND}
    for update of budgets skip locked),
  shares as materialized (
    select due.bot_id, least(due.allowance, greatest(${String(LANES_EACH)}, 2 * $1::int / (select count(*) from due))) as allowance, walk.share, walk.place
    from due cross join lateral (
      with recursive
        ${walkOverShares('later', 'lanes.share > due.turn_after', '')},
        ${walkOverShares('earlier', 'true', 'and lanes.share <= due.turn_after')}
      select share, place from later where share is not null
      union all select share, place + ${String(SHARES_OF_A_BOT)} from earlier where share is not null) walk),
  chance as materialized (select random() as value),
  ranked as materialized (
    select shares.bot_id, shares.allowance, lane.chat_id, shares.share = '${NOBODY}' as answers,
      row_number() over (partition by shares.bot_id, shares.share = '${NOBODY}' order by lane.priority, lane.round, shares.place) as rank
    from shares cross join lateral (
      select chat_id, priority, row_number() over (order by priority, ready_at) as round
      from (values (0::smallint), (1::smallint), (2::smallint)) priorities (level) cross join lateral (
        select chat_id, priority, ready_at from lanes
        where lanes.bot_id = shares.bot_id and lanes.share = shares.share and lanes.priority = level and ${LANES_IN_LINE} and ready_at <= now()
        order by ready_at limit shares.allowance) first
      order by priority, ready_at limit shares.allowance) lane),
  candidates as materialized (
    select bot_id, allowance, chat_id, row_number() over (partition by bot_id order by ${PLACE}) as n from ranked, chance),
  ready as materialized (
    select lanes.bot_id, lanes.chat_id, lanes.share, lanes.answers_next, first.n
    from (select chat_id, n, row_number() over (order by n) as place from candidates where n <= allowance) first
    join lanes on lanes.chat_id = first.chat_id
    where first.place <= $1 and ${LANES_IN_LINE} and ready_at <= now()
    order by n for update of lanes skip locked),
  heads as materialized (
    select ready.*, (head.message).id, (head.message).method, head.message from ready cross join lateral (
      select messages as message from messages
      where messages.id = (select id from (${headOf('ready.chat_id', 'ready.answers_next')}) next) and ${WAITING} for no key update) head),
  taken as materialized (
    select bot_id, count(*), (array_agg(share order by n desc) filter (where share <> '${NOBODY}'))[1] as last_share
    from heads group by bot_id),
  spent as (
    update budgets set spent_until = greatest(spent_until, now()) + make_interval(secs => taken.count / ${RATE}),
      calls = ${CALLS_LEFT} + taken.count, called_at = now(),
      turn_after = coalesce(taken.last_share, budgets.turn_after)
    from taken join bots on bots.id = taken.bot_id
    where budgets.bot_id = taken.bot_id),
  lane as (
    update lanes set message_id = heads.id, attempt = (heads.message).attempt + 1, claimed_at = now(),
      lease_until = now() + make_interval(secs => case when (heads.message).file_ids = '{}' then ${String(LEASE_SECONDS)} else ${String(UPLOAD_LEASE_SECONDS)} end),
      paced_until = greatest(paced_until, now()) + make_interval(secs => case when heads.${UNPACED} then 0 else ${PACE} end),
      answers_next = case when heads.${UNPACED} then lanes.answers_next else (heads.message).answer_to is null end
    from heads where lanes.chat_id = heads.chat_id
    returning lanes.chat_id, lanes.attempt, lanes.claimed_at, heads.message)
  select ${CLAIMED_COLUMNS}
  from lane cross join lateral (select (lane.message).*) m join chats on chats.id = lane.chat_id`;

export const CLAIM_ALONE = CLAIM.replaceAll(LANES_IN_LINE, LANES_ALONE);

/** Whether one of those may go out now. */
export const ALONE_IS_READY = `
  select from lanes where ${LANES_ALONE} and ready_at <= now()
    and (select ${MAY_SEND} from ${BUDGETS} where budgets.bot_id = lanes.bot_id) limit 1`;

export const OVERDUE = `
  select ${CLAIMED_COLUMNS}
  from lanes lane join messages m on m.id = lane.message_id join chats on chats.id = lane.chat_id
  where lane.message_id is not null and lane.lease_until < now() and m.status = 'queued' order by lane.lease_until limit 200`;

/** What a lane says of the call that is under way. */
export const CALL_COLUMNS = ['message_id', 'attempt', 'claimed_at', 'lease_until'];

/** No call is under way any more. */
export const FREE = CALL_COLUMNS.map((column) => `${column} = null`).join(', ');

/** Milliseconds until the next lane of a bot may go on, one that goes out alone only if asked for, or until the next message's chosen time. */
export const NEXT_DUE = `
  with recursive open_bots (bot_id, ready_at) as (
    (${nextBot(`'${NOBODY}'`)})
    union all
    select next.bot_id, next.ready_at from open_bots cross join lateral (${nextBot('open_bots.bot_id')}) next),
  waiting as (select * from open_bots union all select bot_id, ready_at from lanes where ${LANES_ALONE} and $1)
  select extract(epoch from least(
    (select min(greatest(waiting.ready_at, budgets.held_until,
        budgets.spent_until - make_interval(secs => (${burstOf('rate')} - 1) / rate)))
      from waiting join budgets using (bot_id) join bots on bots.id = waiting.bot_id
      cross join lateral (select ${RATE} as rate) limits
      where bots.active and bots.paused_reason is null),
    (select send_at from messages where ${SCHEDULED} order by send_at limit 1)) - clock_timestamp()) * 1000 as ms`;
