import { setTimeout as pause } from 'node:timers/promises';
import type { BenchRun, Figure } from './harness/bench';
import type { Ends } from './harness/ends';
import { introduce, plantBots } from './harness/planted-bots';
import { holdBots, plantChats, plantLines, releaseBots } from './harness/planted-lines';
import { prepareProduct, startProcess } from './harness/product';
import { round } from './harness/table';

/** One bot has many chats with a message each, so that its own limit counts, and another few chats with many, so that theirs do. */
const MANY = { chats: 5_400, messages: 1 };
const FEW = { chats: 20, messages: 200 };

/** Calls a second that Telegram allows a bot, and these few chats together. */
const ALLOWANCE = { many: 30, few: FEW.chats };

const LEARNING_SECONDS = 60;
const WINDOW_SECONDS = 120;

interface Calls {
  readonly made: number;
  readonly refused: number;
}
type Pair = Readonly<Record<'many' | 'few', Calls>>;

/** Refusals cost throughput: those that come by chance, and those of a Telegram that allows half of what it publishes. */
export async function bench({ ends, say }: BenchRun): Promise<Figure[]> {
  const [random, halved] = [await measure(ends, 'chance'), await measure(ends, 'halved')];
  say(`by chance: ${wordsOf(random)}; half allowed: ${wordsOf(halved)}`);
  return [
    ...(['many', 'few'] as const).map((bot): Figure => {
      const { made, refused } = random[bot];
      const share = (made - refused) / WINDOW_SECONDS / ALLOWANCE[bot];
      return figure(`sent : allowed, 3 % refused by chance, ${bot} chats`, share, { atLeast: 0.85 }, random[bot]);
    }),
    ...(['many', 'few'] as const).map((bot): Figure => {
      const { made, refused } = halved[bot];
      return figure(`refused : made, half of the pace allowed, ${bot} chats`, refused / made, { atMost: 0.03 }, halved[bot]);
    }),
  ];
}

function figure(what: string, value: number, goal: Figure['goal'], { made, refused }: Calls): Figure {
  const seen = `${String(made)} calls, ${String(refused)} refused, from the second minute on, for ${String(WINDOW_SECONDS)} s`;
  return { what, figure: { middle: value, least: value, most: value }, goal, seen };
}

function wordsOf({ many, few }: Pair): string {
  return [many, few]
    .map(({ made, refused }) => `${round((made - refused) / WINDOW_SECONDS)}/s sent, ${String(refused)} refused`)
    .join(' and ');
}

async function measure(ends: Ends, kind: 'chance' | 'halved'): Promise<Pair> {
  const product = await prepareProduct(ends, {}, { limits: kind === 'halved' ? 'halved' : 'off' });
  const bots = await plantBots(product, 2);
  introduce(product, bots);
  await holdBots(product, bots, 'telegram');
  const lines = [MANY, FEW];
  for (const [i, bot] of bots.entries()) {
    const { chats, messages } = lines[i] ?? FEW;
    await plantLines(product, { chats: await plantChats(product, [bot], chats), messages });
  }
  if (kind === 'chance') product.telegram.fault({ on: { method: 'sendMessage' }, do: { floodWait: 1 }, probability: 0.03 });
  const process = await startProcess(product, ends);
  await releaseBots(product, bots);
  await pause(LEARNING_SECONDS * 1_000);
  const counts = bots.map(() => ({ made: 0, refused: 0 }));
  let isMeasured = true;
  product.telegram.onCall(({ method, status, botId }, stage) => {
    const count = counts[bots.findIndex(({ telegramId }) => telegramId === botId)];
    if (!isMeasured || !count || method !== 'sendMessage' || stage === 'received') return;
    count.made++;
    if (status !== 200) count.refused++;
  });
  await pause(WINDOW_SECONDS * 1_000);
  isMeasured = false;
  await process.stop();
  const [many = { made: 0, refused: 0 }, few = { made: 0, refused: 0 }] = counts;
  return { many, few };
}
