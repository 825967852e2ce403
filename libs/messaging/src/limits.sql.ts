/** A bot may send 30 messages a second, and 1000 when it pays for more than those (core.telegram.org/bots/faq#broadcasting-to-users). */
const FREE_PER_SECOND = 30;
const PAID_PER_SECOND = 1_000;

/** What a refusal has taught fades in ten minutes. */
const LEARNED_SECONDS = 600;

/** How much slower a bot and a chat become when Telegram refuses, and how slow they become at most. */
const BOT_SLOWER = 0.75;
const BOT_SLOWEST = 0.1;
const CHAT_SLOWER = 1.5;
const CHAT_SLOWEST = 10;

/** Refusals so close to each other are one. */
const SAME_LIMIT = `interval '5 seconds'`;

const BASE = `greatest(coalesce(budgets.per_second, ${String(FREE_PER_SECOND)}), case when bots.paid_broadcasts then ${String(PAID_PER_SECOND)} else 0 end)`;

/** Messages a second that a bot may send now: fewer for a while after Telegram has refused some. Needs `budgets` and `bots`. */
export const RATE = `least(${BASE}, coalesce(learned_per_second
  + ${BASE} * extract(epoch from now() - budgets.limited_at) / ${String(LEARNED_SECONDS)}, ${BASE}))`;

/** How many a bot may send at once after a pause: a third of a second's worth. */
export const burstOf = (rate: string): string => `greatest(1, floor(${rate} / 3))`;

/** How much of what a chat has learned is left. */
const FADING = `greatest(0, 1 - extract(epoch from now() - lanes.limited_at) / ${String(LEARNED_SECONDS)})`;

/** Seconds between two messages to a chat: more for a while after Telegram has refused some. Needs `lanes`. */
export const PACE = `(pace_seconds + coalesce(greatest(0, learned_pace - pace_seconds) * ${FADING}, 0))`;

/** How far a chat may run ahead of its pace: not at all while Telegram is strict with it. */
export const SLACK = `(slack_seconds * coalesce(1 - ${FADING} * (learned_pace is not null)::int, 1))`;

/** Telegram refused a message to a chat. */
export const LIMIT_CHAT = `
  update lanes set learned_pace = least(${PACE} * ${String(CHAT_SLOWER)}, pace_seconds * ${String(CHAT_SLOWEST)}), limited_at = clock_timestamp()
  where chat_id = $1`;

/** A bot of which so many chats were refused in so many seconds is refused itself. */
const FLOODED_CHATS = 3;
const FLOOD_WINDOW = `interval '5 seconds'`;

export const LIMIT_BOT = `
  update budgets set held_until = greatest(held_until, now() + make_interval(secs => $2)), limited_at = now(),
    learned_per_second = case when budgets.limited_at > now() - ${SAME_LIMIT} then learned_per_second
      else greatest(${RATE} * ${String(BOT_SLOWER)}, ${BASE} * ${String(BOT_SLOWEST)}) end
  from bots where bots.id = budgets.bot_id and bot_id = $1
    and (select count(*) from lanes where bot_id = $1 and limited_at > clock_timestamp() - ${FLOOD_WINDOW}) >= ${String(FLOODED_CHATS)}`;
