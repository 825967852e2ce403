import { SLACK } from './limits.sql';
import { CALL_COLUMNS, headOf, NOBODY, UNPACED } from './turns.sql';

/**
 * Lanes are locked in the order in which accepting locks them: what they say then decides whose attempt counts. What is to
 * be tried again, or has parts left, is still the head of its lane. An attempt that was given up may still turn out to have
 * been carried out, as long as no other has begun: when both become known at the same moment, this statement may still see
 * the message as it was before it was given up. Ids of parts from before a group moved mean other messages behind it, or none.
 * What is known of an attempt counts more than that its worker was missed, which is found at the same moment after the
 * database was away.
 */
export const SETTLE = `
  with settled as (
    select distinct on (id) * from unnest($1::uuid[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
      $9::float8[], $10::boolean[], $11::boolean[], $12::boolean[], $13::bigint[], $14::int[], $15::boolean[], $16::boolean[])
    as s (id, attempt, outcome, detail, status, message_ids, failure_code, waiting_for, hold, ambiguous, duplicate, dropped, sent_to, part, alone, as_document)
    order by id, attempt desc, outcome = 'ambiguous'),
  known as materialized (
    select settled.*, lanes.chat_id, lanes.message_id, lanes.attempt as under_way, lanes.claimed_at, lanes.answers_next
    from settled join messages using (id) join lanes on lanes.chat_id = messages.chat_id
    order by lanes.chat_id for update of lanes),
  message as (
    update messages m set status = s.status, attempt = s.attempt, waiting_for = s.waiting_for,
      telegram_message_ids = case when s.sent_to <> m.sent_to then '{}' else m.telegram_message_ids end || s.message_ids::bigint[],
      sent_to = coalesce(s.sent_to, m.sent_to),
      part = m.part + (s.outcome = 'sent' and s.status = 'queued')::int, failure_code = s.failure_code,
      failure_detail = case when s.failure_code is null then null else s.detail end,
      ambiguities = case when s.outcome = 'sent' then 0 else m.ambiguities + s.ambiguous::int end,
      possible_duplicate = m.possible_duplicate or s.duplicate,
      formatting_dropped = m.formatting_dropped or s.dropped,
      sent_as_document = m.sent_as_document or s.as_document,
      settled_at = case when s.status = 'queued' then null else now() end,
      answer_to = case when s.status = 'queued' then m.answer_to end
    from (select distinct on (chat_id) * from known order by chat_id, message_id = id desc nulls last) s
    where m.id = s.id and m.chat_id = s.chat_id and m.status = 'queued' and m.part = s.part
      and case when s.message_id = m.id then s.under_way = s.attempt else m.attempt in (s.attempt, s.attempt - 1) and s.outcome = 'sent' end
    returning m.id, m.chat_id, m.account_id, m.priority, m.method, m.attempt, m.status, s.outcome, s.detail, s.hold, s.alone,
      coalesce(s.message_id = m.id, false) as current, s.claimed_at, s.answers_next),
  journal as (
    insert into attempts (message_id, attempt, outcome, detail, started_at, ended_at)
    select id, attempt, outcome, detail, coalesce(claimed_at, now()), clock_timestamp() from message
    on conflict (message_id, attempt) do update set outcome = excluded.outcome, detail = excluded.detail, ended_at = excluded.ended_at),
  freed as (
    update lanes set open = open - (message.status <> 'queued')::int,
      ${CALL_COLUMNS.map((column) => `${column} = case when not message.current then lanes.${column} end`).join(', ')},
      ready_at = greatest(now() + make_interval(secs => message.hold),
        case when next.${UNPACED} then now() else paced_until - make_interval(secs => ${SLACK}) end),
      priority = coalesce(next.priority, lanes.priority), share = coalesce(next.account_id, '${NOBODY}'),
      alone = message.alone or lanes.alone and message.status = 'queued' and message.outcome in ('not_sent', 'limited', 'revoked')
    from message left join lateral (
      select message.priority, message.method, message.account_id where message.status = 'queued'
      union all
      (select priority, method, account_id from (${headOf('message.chat_id', 'message.answers_next', 'and messages.id <> message.id')}) others
        where message.status <> 'queued')) next on true
    where lanes.chat_id = message.chat_id)
  select id from message`;
