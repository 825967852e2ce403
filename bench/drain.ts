import { setTimeout as pause } from 'node:timers/promises';
import { waitFor } from '../test/support/wait-for';
import type { BenchRun, Figure } from './harness/bench';
import { CallCounter } from './harness/call-counter';
import type { Ends } from './harness/ends';
import { interleavedPairs } from './harness/pairs';
import { introduce, plantBots, type PlantedBot } from './harness/planted-bots';
import { holdBots, plantChats, plantLines, releaseBots, TEXT, UNPACED, type PlantedChat } from './harness/planted-lines';
import { prepareProduct, startProcess, type Product } from './harness/product';
import { Program } from './harness/program';
import { spreadOf } from './harness/statistics';
import { round } from './harness/table';
import type { DrainOrder, DrainReferenceSays } from './programs/drain-reference';

const BOTS = 200;
const MESSAGES = 20_000;

/** As many calls as the product has on the wire at most. */
const CONNECTIONS = 192;
const WARM_UP_MESSAGES = 2_000;
const LIMIT_MS = 180_000;
const REST_MS = 500;
const UNSENT = `messages where status = 'queued'`;

/** How the messages lie: so many chats of each bot, with the same number in each. */
const SHAPES = [
  { chatsPerBot: 25, goal: { atLeast: 0.5 } },
  { chatsPerBot: 1, goal: undefined },
];

interface Arms {
  readonly product: Product;
  readonly bots: readonly PlantedBot[];
  readonly chats: readonly PlantedChat[];
  readonly counter: CallCounter;
  readonly reference: Program;
}

/** Sending what waits, by one process and without limits, against the same calls from a loop that keeps nothing. */
export async function bench({ options, ends, say }: BenchRun): Promise<Figure[]> {
  const arms = await startArms(ends);
  const { chats } = arms;
  const figures: Figure[] = [];
  for (const { chatsPerBot, goal } of SHAPES) {
    const some = chats.slice(0, BOTS * chatsPerBot);
    await drainOurs(arms, some, WARM_UP_MESSAGES);
    await drainBare(arms, some, WARM_UP_MESSAGES);
    const pairs = await interleavedPairs(
      options.pairs,
      () => drainOurs(arms, some, MESSAGES),
      () => drainBare(arms, some, MESSAGES),
    );
    for (const { first, second } of pairs) say(`product ${round(first)}/s; reference ${round(second)}/s`);
    const [ours, bare] = [spreadOf(pairs.map(({ first }) => first)), spreadOf(pairs.map(({ second }) => second))];
    figures.push({
      what: `messages sent per second, ${String(chatsPerBot)} chats a bot, product : reference`,
      figure: spreadOf(pairs.map(({ first, second }) => first / second)),
      ...(goal && { goal }),
      seen: `${String(MESSAGES)} messages of ${String(BOTS)} bots, ${String(MESSAGES / some.length)} in each chat; product ${round(ours.middle)}/s, reference ${round(bare.middle)}/s`,
    });
  }
  return figures;
}

async function startArms(ends: Ends): Promise<Arms> {
  const product = await prepareProduct(ends, {}, { journalKept: 1_000 });
  const bots = await plantBots(product, BOTS);
  introduce(product, bots);
  const chats = await plantChats(product, bots, Math.max(...SHAPES.map(({ chatsPerBot }) => chatsPerBot)));
  // As a restart finds it: what is planned for while tables are empty does not fit them when they are full.
  await holdBots(product, bots, 'unlimited');
  await plantLines(product, { chats, messages: 1, pace: UNPACED });
  await startProcess(product, ends);
  const environment = { TELEGRAM_API_ROOT: product.telegram.apiRoot, CONNECTIONS: String(CONNECTIONS) };
  const reference = Program.startOwn({ name: 'drain-reference', environment }, ends);
  await reference.answer<DrainReferenceSays>();
  return { product, bots, chats, reference, counter: new CallCounter(product.telegram, 'sendMessage') };
}

/** Messages a second, from the first call to the answer of the last. */
async function drainOurs({ product, bots, counter }: Arms, chats: readonly PlantedChat[], messages: number): Promise<number> {
  await holdBots(product, bots, 'unlimited');
  await plantLines(product, { chats, messages: Math.ceil(messages / chats.length), pace: UNPACED });
  const answered = counter.next(Math.ceil(messages / chats.length) * chats.length, LIMIT_MS);
  await releaseBots(product, bots);
  const perSecond = await answered;
  await waitFor('all to be settled', async () => (await product.sql.count(UNSENT)) === 0);
  await pause(REST_MS);
  return perSecond;
}

async function drainBare({ bots, reference, counter }: Arms, chats: readonly PlantedChat[], messages: number): Promise<number> {
  const tokens = new Map(bots.map(({ id, token }) => [id, token]));
  const calls = Array.from({ length: messages }, (_, index) => chats[index % chats.length]).flatMap((chat) =>
    chat ? [{ token: tokens.get(chat.botId) ?? '', chatId: chat.telegramId }] : [],
  );
  const answered = counter.next(messages, LIMIT_MS);
  const order: DrainOrder = { calls, connections: CONNECTIONS, text: TEXT };
  const { refused } = await reference.answer<DrainReferenceSays>(order);
  if (refused > 0) throw new Error(`${String(refused)} calls of the reference were refused.`);
  const perSecond = await answered;
  await pause(REST_MS);
  return perSecond;
}
