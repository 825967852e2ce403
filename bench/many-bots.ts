import { setTimeout as pause } from 'node:timers/promises';
import { waitFor } from '../test/support/wait-for';
import type { BenchRun, Figure } from './harness/bench';
import { Ends } from './harness/ends';
import { interleavedPairs } from './harness/pairs';
import { introduce, plantBots, type PlantedBot } from './harness/planted-bots';
import { prepareProduct, startProcess, type Product } from './harness/product';
import { median, spreadOf } from './harness/statistics';
import { round } from './harness/table';

const [FEW, MANY] = [10, 10_000];
const CONNECTIONS = 8;
const REST_MS = 2_000;
const LIMIT_MS = 120_000;
const PROCESSED = `updates where status = 'processed'`;
const UNSENT = `messages where status = 'queued'`;

/** An installation with its bots, of which some are written to. */
interface Arm {
  readonly product: Product;
  readonly bots: number;
  readonly writtenTo: readonly PlantedBot[];
}

/** What one process of the product was seen to take. */
interface Seen {
  readonly readySeconds: number;
  readonly megabytesReady: number;
  readonly megabytesAfterUpdates: number;
}

/** What registered bots cost a process: memory and start-up of one with ten thousand, against one with ten. */
export async function bench({ options: { pairs: count, samples }, ends, say }: BenchRun): Promise<Figure[]> {
  const [few, many] = [await installation(FEW, samples, ends), await installation(MANY, samples, ends)];
  const run = async (arm: Arm): Promise<Seen> => {
    const seen = await live(arm, samples);
    say(
      `${String(arm.bots)} bots: ready in ${round(seen.readySeconds)} s with ${round(seen.megabytesReady)} MB, ${round(seen.megabytesAfterUpdates)} MB after ${String(samples)} updates`,
    );
    return seen;
  };
  await live(few, 1); // the first start of all reads everything from the disk
  const pairs = await interleavedPairs(
    count,
    () => run(few),
    () => run(many),
  );
  const compare = (key: keyof Seen, how: (few: number, many: number) => number): Pick<Figure, 'figure' | 'seen'> => {
    const middle = (which: 'first' | 'second'): string => round(median(pairs.map((pair) => pair[which][key])));
    return {
      figure: spreadOf(pairs.map(({ first, second }) => how(first[key], second[key]))),
      seen: `${String(FEW)} bots ${middle('first')}, ${String(MANY)} bots ${middle('second')}`,
    };
  };
  const more = (one: number, other: number): number => other - one;
  return [
    { what: 'MB more when ready', ...compare('megabytesReady', more), goal: { atMost: 60 } },
    {
      what: `MB more after ${String(samples)} updates of as many bots`,
      ...compare('megabytesAfterUpdates', more),
      goal: { atMost: 60 },
    },
    { what: 'seconds to ready, many : few', ...compare('readySeconds', (one, other) => other / one), goal: { atMost: 1.1 } },
  ];
}

/** As many bots are written to as there are updates, as far as there are so many. */
async function installation(bots: number, updates: number, ends: Ends): Promise<Arm> {
  const product = await prepareProduct(ends);
  const planted = await plantBots(product, bots);
  const writtenTo = planted.slice(0, updates);
  introduce(product, writtenTo);
  return { product, bots, writtenTo };
}

/** The life of one process: it starts, works off one update of each person, and ends. */
async function live(arm: Arm, updates: number): Promise<Seen> {
  const ends = new Ends();
  try {
    const startedAt = performance.now();
    const program = await startProcess(arm.product, ends);
    const readySeconds = (performance.now() - startedAt) / 1_000;
    await pause(REST_MS);
    const megabytesReady = program.megabytes;
    await program.while(haveHandled(arm, updates));
    await pause(REST_MS);
    return { readySeconds, megabytesReady, megabytesAfterUpdates: program.megabytes };
  } finally {
    await ends.run();
  }
}

/** Everybody writes /start to a bot; resolves when all were answered at Telegram. */
async function haveHandled({ product, writtenTo }: Arm, updates: number): Promise<void> {
  const { sql } = product;
  const before = await sql.count(PROCESSED);
  const people = Array.from({ length: updates }, (_, index) => index).values();
  const deliver = async (): Promise<void> => {
    for (const index of people) await write(product, writtenTo[index % writtenTo.length], index);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, deliver));
  const areAnswered = async (): Promise<boolean> =>
    (await sql.count(PROCESSED)) >= before + updates && (await sql.count(UNSENT)) === 0;
  await waitFor('all to be answered', areAnswered, LIMIT_MS);
}

/** Delivers what a person writes as Telegram does, over few connections: what those cost is not what a bot costs. */
async function write({ api, telegram }: Product, bot: PlantedBot | undefined, index: number): Promise<void> {
  if (!bot) throw new Error('There are no bots.');
  const person = telegram.person(`person-${String(index)}`);
  const { messageId } = await person.send(bot.telegramId, '/start');
  const [told] = telegram.updatesAbout({ botId: bot.telegramId, personId: person.id }, messageId);
  const headers = { 'x-telegram-bot-api-secret-token': bot.secret };
  const { status, text } = await api.post(`/telegram/webhook/${bot.webhookName}`, told?.update, { headers });
  if (status !== 200) throw new Error(`A delivery was answered ${String(status)}: ${text}`);
}
