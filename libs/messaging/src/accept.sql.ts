import { PACE, RATE, SLACK } from './limits.sql';
import { NOBODY, LANES_IN_LINE, UNPACED, WAITING } from './turns.sql';

/** An idle lane that waits for its pace, and not because Telegram said so. */
const ONLY_PACED = `lanes.ready_at <= lanes.paced_until - make_interval(secs => lanes.slack_seconds)`;

/** When a message with `ahead` others before it in its lane goes out, as far as the lane can tell. Needs a lane with its pace and slack. */
export const laneTime = (lane: string, ahead: string): string => `
  greatest(${lane}.ready_at, greatest(${lane}.paced_until, now()) + make_interval(secs => ${ahead} * ${lane}.pace - ${lane}.slack))`;

/** Telegram allows about one message a second to a chat, in short bursts more, and twenty a minute to a group (core.telegram.org/bots/faq). */
const PACES = { private: { pace: 1, slack: 2 }, group: { pace: 3, slack: 0 } };

/** `pace_seconds, slack_seconds` of a new lane. Needs `chats`. */
export const NEW_PACE = `case when chats.type = 'private' then ${String(PACES.private.pace)} else ${String(PACES.group.pace)} end,
  case when chats.type = 'private' then ${String(PACES.private.slack)} else ${String(PACES.group.slack)} end`;

/** The part of the running minute that has passed. */
const PASSED = `extract(epoch from now() - date_trunc('minute', now())) / 60`;

/** Messages accepted within the last 60 seconds: of the minute before this one as much counts as is less than 60 seconds ago. */
const RECENT = `sum(case minute
  when date_trunc('minute', now()) then in_minute + in_minute_before * (1 - ${PASSED})
  when date_trunc('minute', now()) - interval '1 minute' then in_minute * (1 - ${PASSED}) else 0 end)`;

/**
 * Keeps messages, their places in their lanes and their idempotency keys. Lanes go first, because they say how many are
 * before a message; what they and the bot's backlog say is the estimate.
 */
export const INSERT = `
  with entry as (
    select *, send_at is not null and send_at > now() as scheduled
    from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::smallint[], $7::text[], $8::text[], $9::text[],
      $10::jsonb[], $11::jsonb[], $12::text[], $13::text[], $14::text[], $15::text[], $16::uuid[], $17::uuid[], $18::timestamptz[], $19::float8[],
      $20::text[], $21::text[], $22::bytea[], $23::float8[], $24::float8[], $25::float8[], $26::float8[], $27::boolean[], $28::boolean[], $29::bigint[], $34::text[], $35::boolean[], $36::boolean[]) with ordinality
    as e (id, bot_id, chat_id, account_id, bot_token_id, priority, method, type, text, payload, parts, heading, delivery,
      formatting_fallback, file_ids, target_id, resend_of, send_at, expires_in, scope, key, body_hash,
      bot_wait, bot_open, bot_lanes, bot_interval, duplicate, dropped, answer_to, photo_fallback, as_document, cut, place)),

  -- What the books say of the accounts and tokens before this statement: a few rows for each, whatever waits.
  account_book as materialized (
    select account_id, sum(accepted - ended) as open, ${RECENT} as recent from message_books
    where account_id in (select account_id from entry) group by account_id),

  token_book as materialized (
    select token_id, ${RECENT} as recent from token_books where token_id in (select bot_token_id from entry) group by token_id),

  -- What bots answer by themselves has no account, and no quota.
  judged as materialized (
    select entry.*, case
      when account_id is null then null
      when $30 > 0 and coalesce(account_book.open, 0) + row_number() over of_account > $30 then 'account_open'
      when $31 > 0 and coalesce(lanes.open + lanes.scheduled, 0) + row_number() over of_chat > $31 then 'chat_open'
      when $32 > 0 and coalesce(account_book.recent, 0) + row_number() over of_account > $32 then 'account_rate'
      when $33 > 0 and bot_token_id is not null and coalesce(token_book.recent, 0) + row_number() over of_token > $33 then 'token_rate'
      end as refused
    from entry left join account_book using (account_id) left join token_book on token_id = bot_token_id left join lanes using (chat_id)
    window of_account as (partition by account_id order by place), of_chat as (partition by chat_id order by place),
      of_token as (partition by bot_token_id order by place)),

  kept as (
    insert into idempotency_keys (scope, key, body_hash, message_id)
    select scope, key, body_hash, id from judged where key is not null and refused is null order by scope, key
    on conflict (scope, key) do nothing returning message_id),
  fresh as materialized (
    select *, sum((not scheduled)::int) over (partition by chat_id order by place) as turn,
      sum((not scheduled)::int) over (partition by chat_id) as turns,
      sum(scheduled::int) over (partition by chat_id) as later
    from judged where refused is null and (key is null or id in (select message_id from kept))),
  budget as (
    insert into budgets (bot_id) select distinct bot_id from fresh order by bot_id on conflict (bot_id) do nothing),
  lane as (
    insert into lanes (chat_id, bot_id, open, scheduled, priority, share, ready_at, pace_seconds, slack_seconds)
    select fresh.chat_id, fresh.bot_id, min(turns), min(later), min(fresh.priority), (array_agg(coalesce(fresh.account_id, '${NOBODY}') order by place))[1],
      case when bool_and(fresh.${UNPACED}) then '-infinity' else now() end,
      ${NEW_PACE}
    from fresh join chats on chats.id = fresh.chat_id group by fresh.chat_id, fresh.bot_id, chats.type order by fresh.chat_id
    on conflict (chat_id) do update set open = lanes.open + excluded.open, scheduled = lanes.scheduled + excluded.scheduled,
      priority = case when lanes.open = 0 then excluded.priority else least(lanes.priority, excluded.priority) end,
      share = case when lanes.open = 0 then excluded.share else lanes.share end,
      ready_at = case when lanes.open = 0 and excluded.ready_at = '-infinity' and ${ONLY_PACED} then now() else lanes.ready_at end
    returning chat_id, open, message_id is not null as busy, ready_at, paced_until, ${PACE} as pace, ${SLACK} as slack),
  placed as (
    select fresh.*, case when bot_wait is null then null when scheduled then send_at
      else greatest(now() + make_interval(secs => bot_wait + least(bot_open, bot_lanes * (ahead + 1)) * bot_interval),
        ${laneTime('lane', 'ahead')}) end as estimated_at
    from fresh join lane using (chat_id) cross join lateral (select open - busy::int - turns + turn - 1 as ahead) line),
  inserted as (
  insert into messages (id, bot_id, chat_id, account_id, bot_token_id, priority, method, type, text, payload, parts, heading,
    delivery, formatting_fallback, file_ids, target_id, resend_of, possible_duplicate, formatting_dropped, answer_to,
    photo_fallback, sent_as_document, truncated, send_at, scheduled, estimated_at, expires_at)
  select id, bot_id, chat_id, account_id, bot_token_id, priority, method, type, text, payload, parts, heading,
    delivery, formatting_fallback, file_ids::uuid[], target_id, resend_of, duplicate, dropped, answer_to,
    photo_fallback, as_document, cut, send_at, scheduled, estimated_at, greatest(send_at, now()) + make_interval(secs => expires_in)
  from placed order by place
  returning id, created_at, estimated_at)
  select id, created_at as "createdAt", estimated_at as "estimatedAt", null as refused from inserted
  union all
  select id, null, null, refused from judged where refused is not null`;

const SENDING_BOT = `bots.active and bots.paused_reason is null`;

/** How a bot's own limits and backlog delay what is accepted now; of one that is switched off or paused nobody knows. */
export const BACKLOG = `
  select case when ${SENDING_BOT} then
      greatest(0, extract(epoch from greatest(budgets.held_until, budgets.spent_until) - now())) end::float8 as wait,
    (1 / ${RATE})::float8 as interval, coalesce(waiting.open, 0)::float8 as open, waiting.lanes::float8 as lanes
  from bots left join budgets on budgets.bot_id = bots.id
  cross join (select sum(open) as open, count(*) as lanes from lanes where bot_id = $1 and ${LANES_IN_LINE}) waiting
  where bots.id = $1`;

/** When a queued message will go out, as far as anybody can tell. */
export const ESTIMATE = `
  select case when not (${SENDING_BOT}) then null when m.scheduled then greatest(m.send_at, budgets.held_until)
    else greatest(now(), budgets.held_until, greatest(budgets.spent_until, now()) + make_interval(secs => others.open / ${RATE}),
      ${laneTime('lane', 'ahead')}) end as at
  from messages m join bots on bots.id = m.bot_id join budgets on budgets.bot_id = m.bot_id
  join lateral (select message_id is not null as busy, ready_at, paced_until, ${PACE} as pace, ${SLACK} as slack from lanes where lanes.chat_id = m.chat_id) lane on true
  cross join lateral (
    select greatest(0, count(*) - busy::int) as ahead from messages line where line.chat_id = m.chat_id and ${WAITING.replace('status', 'line.status')} and line.seq < m.seq) line
  cross join lateral (
    select coalesce(sum(least(open, ahead + 1)), 0)::float8 as open from lanes
    where lanes.bot_id = m.bot_id and lanes.chat_id <> m.chat_id and ${LANES_IN_LINE}) others
  where m.id = $1 and m.status = 'queued'`;
