import { setTimeout as pause } from 'node:timers/promises';
import type { BenchRun, Figure } from './harness/bench';
import { introduce, plantBots } from './harness/planted-bots';
import { holdBots, plantChats, plantLines, releaseBots } from './harness/planted-lines';
import { prepareProduct, startProcess, type Product } from './harness/product';
import { percentile, type Spread } from './harness/statistics';
import { round } from './harness/table';

const CHATS = 5_000;

/** What Telegram allows a bot a second. */
const ALLOWANCE = 30;

/** The first burst is over by then. */
const WARM_UP_SECONDS = 5;
const WINDOWS = 6;
const WINDOW_SECONDS = 10;

/** Calls of one bot as Telegram sees them. */
interface Seen {
  readonly arrivedAt: number[];
  readonly answerMs: number[];
  refused: number;
}

/** One bot that has more to send than Telegram lets it, for a minute. */
export async function bench({ ends, say }: BenchRun): Promise<Figure[]> {
  const product = await prepareProduct(ends, {}, { limits: 'telegram' });
  const bots = await plantBots(product, 1);
  introduce(product, bots);
  await holdBots(product, bots, 'telegram');
  await plantLines(product, { chats: await plantChats(product, bots, CHATS), messages: 1 });
  await startProcess(product, ends);
  const seen = watch(product);
  await releaseBots(product, bots);
  await pause((WARM_UP_SECONDS + WINDOWS * WINDOW_SECONDS + 1) * 1_000);
  const rates = ratesOf(seen.arrivedAt);
  say(`sent per second, in windows of ${String(WINDOW_SECONDS)} s: ${rates.map(round).join(', ')}`);
  const middle = rates.reduce((sum, rate) => sum + rate, 0) / rates.length / ALLOWANCE;
  const spread: Spread = { middle, least: Math.min(...rates) / ALLOWANCE, most: Math.max(...rates) / ALLOWANCE };
  return [
    {
      what: `sent per second : Telegram's ${String(ALLOWANCE)}, of one minute`,
      figure: spread,
      goal: { atLeast: 0.98 },
      seen: `one bot, ${String(CHATS)} chats with a message each; ${round(middle * ALLOWANCE)}/s`,
    },
    {
      what: 'calls that Telegram refused (429 and any other)',
      figure: { middle: seen.refused, least: seen.refused, most: seen.refused },
      goal: { atMost: 0 },
      seen: `of ${String(seen.answerMs.length)} calls; those that come too early are answered late first: p50 ${round(percentile(seen.answerMs, 0.5))} ms, p99 ${round(percentile(seen.answerMs, 0.99))} ms, the latest ${round(Math.max(...seen.answerMs))} ms`,
    },
  ];
}

function watch({ telegram }: Product): Seen {
  const seen: Seen = { arrivedAt: [], answerMs: [], refused: 0 };
  const arrivals = new Map<number, number>();
  telegram.onCall(({ seq, method, status }, stage) => {
    if (method !== 'sendMessage') return;
    const now = performance.now();
    if (stage === 'received') {
      arrivals.set(seq, now);
      seen.arrivedAt.push(now);
    } else {
      seen.answerMs.push(now - (arrivals.get(seq) ?? now));
      if (status !== 200) seen.refused++;
    }
  });
  return seen;
}

/** Calls a second in each window, after the first burst. */
function ratesOf(times: readonly number[]): number[] {
  const start = (times[0] ?? NaN) + WARM_UP_SECONDS * 1_000;
  return Array.from({ length: WINDOWS }, (_, window) => {
    const from = start + window * WINDOW_SECONDS * 1_000;
    return times.filter((at) => at >= from && at < from + WINDOW_SECONDS * 1_000).length / WINDOW_SECONDS;
  });
}
