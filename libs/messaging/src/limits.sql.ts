import { FLOOD_SECONDS } from './lessons';

/** A bot may send 30 messages a second, and 1000 when it pays for more than those (core.telegram.org/bots/faq#broadcasting-to-users). */
const FREE_PER_SECOND = 30;
const PAID_PER_SECOND = 1_000;

const BASE = `greatest(coalesce(budgets.per_second, ${String(FREE_PER_SECOND)}), case when bots.paid_broadcasts then ${String(PAID_PER_SECOND)} else 0 end)`;

/** How much is left of what a bot or a chat has learned from refusals, from 1 down to 0. */
const leftOf = (table: 'budgets' | 'lanes', learned: string): string => `case when ${table}.${learned} is null then 0
  else least(1, greatest(0, 1 - extract(epoch from now() - ${table}.limited_at) / ${table}.fade_seconds))::float8 end`;

const LEFT_OF_BOT = leftOf('budgets', 'learned_per_second');

/** Messages a second that a bot may send now: fewer for a while after Telegram has refused many. Needs `budgets` and `bots`. */
export const RATE = `(${BASE} + (coalesce(learned_per_second, ${BASE}) - ${BASE}) * ${LEFT_OF_BOT})`;

/** How many a bot may send at once after a pause: a third of a second's worth. */
export const burstOf = (rate: string): string => `greatest(1, floor(${rate} / 3))`;

const LEFT_OF_CHAT = leftOf('lanes', 'learned_pace');

/** Seconds between two messages to a chat: more for a while after Telegram has refused several. Needs `lanes`. */
export const PACE = `(pace_seconds + (coalesce(learned_pace, pace_seconds) - pace_seconds) * ${LEFT_OF_CHAT})`;

/** How far a chat may run ahead of its pace: not at all while Telegram is strict with it. */
export const SLACK = `(slack_seconds * (1 - ${LEFT_OF_CHAT}))`;

/** What is left of the count of a bot's calls; they are forgotten as soon as its refusals. Needs `budgets`. */
export const CALLS_LEFT = `(calls * exp(-least(extract(epoch from now() - called_at) / ${String(FLOOD_SECONDS)}, 100))::float8)`;

const REFUSALS = (
  table: string,
): string => `${table}.refusals::float8 as refusals, ${table}.fade_seconds::float8 as "fadeSeconds",
  extract(epoch from clock_timestamp() - ${table}.refused_at)::float8 as "sinceRefused"`;

/** Telegram refused a message to a chat: what is known of the chat. */
export const REFUSED_CHAT = `
  select ${REFUSALS('lanes')}, ${LEFT_OF_CHAT} as left, pace_seconds::float8 as "basePace", ${PACE}::float8 as pace, learned_pace::float8 as "learnedPace"
  from lanes where chat_id = $1 for update`;

/** The same of its bot. Locked first: chats that are refused at the same moment would not see each other. */
export const REFUSED_BOT = `
  select ${REFUSALS('budgets')}, ${LEFT_OF_BOT} as left, (${BASE})::float8 as "baseRate", ${RATE}::float8 as rate,
    ${CALLS_LEFT} as calls, extract(epoch from clock_timestamp() - budgets.limited_at)::float8 as "sinceLearned"
  from budgets join bots on bots.id = budgets.bot_id where bot_id = $1 for update of budgets`;

/** How many chats of a bot were refused just now. */
export const CHATS_REFUSED = `
  select count(*)::int as chats from lanes where bot_id = $1 and refused_at > clock_timestamp() - interval '${String(FLOOD_SECONDS)} seconds'`;

const remember = (learned: string): string => `refusals = $2, refused_at = clock_timestamp(), fade_seconds = $3,
  ${learned} = case when $4 then $5 else ${learned} end, limited_at = case when $4 then clock_timestamp() else limited_at end`;

export const TEACH_CHAT = `update lanes set ${remember('learned_pace')} where chat_id = $1`;
export const TEACH_BOT = `update budgets set ${remember('learned_per_second')} where bot_id = $1`;
export const HOLD_BOT = `update budgets set held_until = greatest(held_until, clock_timestamp() + make_interval(secs => $2)) where bot_id = $1`;
