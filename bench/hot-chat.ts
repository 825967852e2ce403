import type { BenchRun, Figure } from './harness/bench';
import { Arrivals } from './harness/arrivals';
import { pairChats, type PairedChat } from './harness/chats';
import type { Ends } from './harness/ends';
import { pace } from './harness/load';
import { interleavedPairs } from './harness/pairs';
import { introduce, plantBots, plantOwners } from './harness/planted-bots';
import { cancelLines, holdBots, plantChats, plantLines, releaseBots, type PlantedChat } from './harness/planted-lines';
import { prepareProduct, signUp, startProcess, startProduct, type Product } from './harness/product';
import { median, percentile, spreadOf } from './harness/statistics';
import { round } from './harness/table';
import { waitFor } from '../test/support/wait-for';

const OTHERS = 200;
const HOT_MESSAGES = 50_000;

/** To the others together: each has a message every twenty seconds, so that nobody's own pace holds it back. */
const PER_SECOND = 10;
const SECONDS_FACTOR = 5;
const LIMIT_MS = 60_000;
const CONNECTIONS = 8;

const BIG_LANES = 20_000;
const SMALL = { accounts: 10, lanes: 200 };
const CONTENDED_SENDS = 900;

/** What one chat with much to send costs the others of its bot, and an account with many chats those with few. */
export async function bench(run: BenchRun): Promise<Figure[]> {
  return [await others(run), await accounts(run.ends)];
}

/** From a request until its call arrives at Telegram, while one chat of the same bot has a long line, and while it has none. */
async function others({ options, ends, say }: BenchRun): Promise<Figure> {
  const product = await startProduct(ends);
  const account = await signUp(product, 'sender');
  const paired = await pairChats(product, account, OTHERS + 1);
  const hot = await chatOf(product, paired[OTHERS]);
  const chats = paired.slice(0, OTHERS);
  const arrivals = new Arrivals(product.telegram);
  const measure = (name: string) => times(product, { chats, arrivals, seconds: SECONDS_FACTOR * options.seconds, name });
  const plant = () => plantLines(product, { chats: [hot], messages: HOT_MESSAGES, accountId: account.id });
  // The database has had the same to do before either.
  const alone = async (pair: number | string): Promise<number[]> => {
    await plant();
    await cancelLines(product, [hot]);
    return await measure(`alone-${String(pair)}`);
  };
  const loaded = async (pair: number): Promise<number[]> => {
    await plant();
    const found = await measure(`loaded-${String(pair)}`);
    await cancelLines(product, [hot]);
    return found;
  };
  await alone('warm-up');
  const pairs = await interleavedPairs(options.pairs, alone, loaded);
  for (const { first, second } of pairs) say(`p99 alone ${ms(first, 0.99)}; with the hot chat ${ms(second, 0.99)}`);
  const [before, with50000] = [pairs.flatMap(({ first }) => first), pairs.flatMap(({ second }) => second)];
  const wordsFor = (all: readonly number[]): string => `p50 ${ms(all, 0.5)}, p99 ${ms(all, 0.99)} of ${String(all.length)}`;
  return {
    what: `accept to send, p99 of ${String(OTHERS)} chats beside ${String(HOT_MESSAGES)} messages of one : alone`,
    figure: spreadOf(pairs.map(({ first, second }) => percentile(second, 0.99) / percentile(first, 0.99))),
    goal: { atMost: 1.25 },
    seen: `${String(PER_SECOND)} a second to the others; alone ${wordsFor(before)}; with the hot chat ${wordsFor(with50000)}; medians of the p50 ${round(median(pairs.map(({ first, second }) => percentile(second, 0.5) / percentile(first, 0.5))))}`,
  };
}

interface Sending {
  readonly chats: readonly PairedChat[];
  readonly arrivals: Arrivals;
  readonly seconds: number;
  readonly name: string;
}

async function times({ root }: Product, { chats, arrivals, seconds, name }: Sending): Promise<number[]> {
  const sentAt: number[] = [];
  const textOf = (index: number): string => `${name}, ${String(index)}`;
  const request = (index: number) => {
    sentAt[index] = performance.now();
    const authorization = `Bearer ${chats[index % chats.length]?.botToken ?? ''}`;
    const headers = { 'content-type': 'application/json', authorization };
    return {
      method: 'POST',
      path: '/api/v1/messages',
      headers,
      body: JSON.stringify({ type: 'text', text: textOf(index) }),
    } as const;
  };
  const { statuses } = await pace({ root, connections: CONNECTIONS, seconds, request }, PER_SECOND);
  if (statuses['202'] !== sentAt.length) throw new Error(`Not all were accepted: ${JSON.stringify(statuses)}`);
  const found = (): (number | undefined)[] => sentAt.map((_, index) => arrivals.of(textOf(index)));
  await waitFor('all to arrive', () => Promise.resolve(found().every((at) => at !== undefined)), LIMIT_MS);
  return found().map((at, index) => (at ?? NaN) - (sentAt[index] ?? NaN));
}

async function chatOf({ sql }: Product, paired: PairedChat | undefined): Promise<PlantedChat> {
  const [chat] = await sql.rows<{ id: string; botId: string; telegramId: string }>(
    'select id, bot_id as "botId", telegram_id as "telegramId" from chats where id = $1',
    [paired?.chatId],
  );
  if (!chat) throw new Error('There is no chat.');
  return { ...chat, telegramId: Number(chat.telegramId) };
}

/** Of one bot: an account with very many chats, and ten with few. */
async function accounts(ends: Ends): Promise<Figure> {
  const product = await prepareProduct(ends);
  const bots = await plantBots(product, 1);
  introduce(product, bots);
  await holdBots(product, bots, 'telegram');
  const owners = await plantOwners(product, SMALL.accounts);
  const chats = await plantChats(product, bots, BIG_LANES + SMALL.accounts * SMALL.lanes);
  await plantLines(product, { chats: chats.slice(0, BIG_LANES), messages: 1 });
  const accountOf = new Map<number, number>();
  for (const [index, accountId] of owners.entries()) {
    const from = BIG_LANES + index * SMALL.lanes;
    const own = chats.slice(from, from + SMALL.lanes);
    for (const { telegramId } of own) accountOf.set(telegramId, index + 1);
    await plantLines(product, { chats: own, messages: 1, accountId });
  }
  await startProcess(product, ends);
  const counts = new Array<number>(SMALL.accounts + 1).fill(0);
  const sum = (): number => counts.reduce((all, count) => all + count, 0);
  product.telegram.onCall(({ method, params }, stage) => {
    if (stage !== 'received' || method !== 'sendMessage' || sum() === CONTENDED_SENDS) return;
    const account = accountOf.get(Number(params.chat_id)) ?? 0;
    counts[account] = (counts[account] ?? 0) + 1;
  });
  await releaseBots(product, bots);
  await waitFor('the contended sends', () => Promise.resolve(sum() === CONTENDED_SENDS), LIMIT_MS);
  const jain = sum() ** 2 / (counts.length * counts.reduce((all, count) => all + count ** 2, 0));
  return {
    what: `Jain index over accounts: one with ${String(BIG_LANES)} chats, ${String(SMALL.accounts)} with ${String(SMALL.lanes)}`,
    figure: { middle: jain, least: jain, most: jain },
    goal: { atLeast: 0.95 },
    seen: `of the first ${String(CONTENDED_SENDS)} messages of one bot, at Telegram's pace: ${counts.join(', ')}; one run`,
  };
}

function ms(values: readonly number[], share: number): string {
  return `${round(percentile(values, share))} ms`;
}
