/** A bot or a chat of which Telegram has just refused a call with 429. Times are in seconds. */
export interface Refused {
  /** Refusals before this one, as counted then, and how long ago the last one was; null when there was none. */
  readonly refusals: number;
  readonly sinceRefused: number | null;
  /** How much of what was learned before is left: 1 just after it was learned, 0 when nothing is. */
  readonly left: number;
  /** How long what was learned lasts. */
  readonly fadeSeconds: number;
}

export interface RefusedChat extends Refused {
  /** Seconds between two messages, by Telegram's published figure and now. */
  readonly basePace: number;
  readonly pace: number;
  /** The pace that was learned last. */
  readonly learnedPace: number | null;
}

export interface RefusedBot extends Refused {
  /** Messages a second, by Telegram's published figure and now. */
  readonly baseRate: number;
  readonly rate: number;
  /** How long ago it has learned something; null if it never has. */
  readonly sinceLearned: number | null;
  /** Calls, as counted by `remembered`. */
  readonly calls: number;
  /** How many of its chats were refused within `FLOOD_SECONDS`, this one too. */
  readonly chats: number;
}

/** What is to be remembered. `learned` is a pace or a rate, null to forget the lesson, and undefined to leave it as it is. */
export interface Lesson {
  readonly refusals: number;
  readonly learned: number | null | undefined;
  readonly fadeSeconds: number;
}

/** A lesson fades within this time when nothing confirms it, and three times as slowly each time it is confirmed, up to five minutes. */
export const FIRST_FADE_SECONDS = 30;
const SLOWER_FADE = 3;
const MOST_FADE_SECONDS = 300;

/** How much slower a chat and a bot become with each lesson, and how slow they become at most. */
const CHAT_SLOWER = 1.5;
const CHAT_SLOWEST = 10;
const BOT_SLOWER = 0.75;
const BOT_SLOWEST = 0.1;

/** A refusal of a chat counts for about as long as seven of its messages take. Three within that time are no accident. */
const MESSAGES_REMEMBERED = 20 / 3;
const NO_ACCIDENT = 2.2;

/** While a lesson is fresh, a second refusal within four messages confirms it. */
const NO_ACCIDENT_AGAIN = 1.6;

/** At this share of the pace that was learned, or slower, the pace cannot be the reason of a refusal. */
const SAFE_SHARE = 0.75;

/** Calls and refusals of a bot count for about this long. */
export const FLOOD_SECONDS = 5;

/**
 * A bot is refused itself when three of its chats are, and more than this share of its calls with a few that may be chance; a smaller share
 * confirms what was learned. At 3 % by chance neither is reached: `lessons.spec.ts` simulates it.
 */
const FLOODED_CHATS = 3;
const FLOODED = { share: 0.12, byChance: 1.5 };
const FLOODED_AGAIN = { share: 0.06, byChance: 2 };

/** Calls that were on the wire together are refused together: that is one flood, and one lesson. */
const SAME_FLOOD_SECONDS = 3;

/** What is left of a count after some time. */
export function remembered(count: number, seconds: number | null, lifeSeconds: number): number {
  return seconds === null ? 0 : count * Math.exp(-seconds / lifeSeconds);
}

/**
 * A single refusal teaches nothing: it is waited out, and that is all. When refusals keep coming the chat becomes slower. What was learned
 * fades soon, so that the chat tries again; being refused at nearly the same pace again makes the next trial later. A refusal at a pace
 * that Telegram has just borne shows that the pace is not the reason: then the lesson is forgotten.
 */
export function lessonOfChat(chat: RefusedChat): Lesson {
  const { pace, basePace, left, learnedPace } = chat;
  const life = MESSAGES_REMEMBERED * Math.max(pace, 1);
  const refusals = 1 + remembered(chat.refusals, chat.sinceRefused, life);
  const isLearned = learnedPace !== null && left > 0;
  const slower = { refusals, learned: Math.min(pace * CHAT_SLOWER, basePace * CHAT_SLOWEST), fadeSeconds: fadeOf(chat) };
  if (refusals > (isLearned ? NO_ACCIDENT_AGAIN : NO_ACCIDENT)) return slower;
  if (!isLearned) return { refusals, learned: undefined, fadeSeconds: chat.fadeSeconds };
  return pace >= learnedPace * SAFE_SHARE ? { refusals, learned: null, fadeSeconds: FIRST_FADE_SECONDS } : slower;
}

/** The same for a bot, which makes many calls at once: what counts is their share. The second answer is whether the bot is to rest. */
export function lessonOfBot(bot: RefusedBot): { readonly lesson: Lesson; readonly isFlooded: boolean } {
  const refusals = 1 + remembered(bot.refusals, bot.sinceRefused, FLOOD_SECONDS);
  const { share, byChance } = bot.left > 0 ? FLOODED_AGAIN : FLOODED;
  const isFlooded = bot.chats >= FLOODED_CHATS && refusals > share * bot.calls + byChance;
  const unchanged = { refusals, learned: undefined, fadeSeconds: bot.fadeSeconds };
  if (!isFlooded) return { isFlooded, lesson: unchanged };
  if (bot.sinceLearned !== null && bot.sinceLearned < SAME_FLOOD_SECONDS) return { isFlooded, lesson: unchanged };
  const learned = Math.max(bot.rate * BOT_SLOWER, bot.baseRate * BOT_SLOWEST);
  return { isFlooded, lesson: { refusals, learned, fadeSeconds: fadeOf(bot) } };
}

/** Steps towards the right pace follow each other at once; later ones are the same lesson again. */
function fadeOf({ left, fadeSeconds }: Refused): number {
  if (left === 0) return FIRST_FADE_SECONDS;
  return left > 0.9 ? fadeSeconds : Math.min(SLOWER_FADE * fadeSeconds, MOST_FADE_SECONDS);
}
