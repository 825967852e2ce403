import { setTimeout as pause } from 'node:timers/promises';
import type { BenchRun, Figure } from './harness/bench';
import { Ends } from './harness/ends';
import { interleavedPairs } from './harness/pairs';
import { introduce, plantBots } from './harness/planted-bots';
import { plantChats, plantLines } from './harness/planted-lines';
import { prepareProduct, startProcess, type Product } from './harness/product';
import { median, spreadOf } from './harness/statistics';
import { round } from './harness/table';

/** Half of them for a bot that is paused, half for chats of another that are far behind: what Telegram's pace leaves to them. */
const WAITING = 100_000;
const CHATS = 10;
const REST_FACTOR = 5;
const METRICS_TOKEN = 'the token of the bench, for its figures';

interface Seen {
  readonly rss: number;
  readonly heap: number;
}

/** The memory of a process while very much waits that cannot be sent yet, against one that has nothing to do. */
export async function bench({ options, ends, say }: BenchRun): Promise<Figure[]> {
  const [idle, full] = [await prepareProduct(ends, { METRICS_TOKEN }), await prepareProduct(ends, { METRICS_TOKEN })];
  await fill(full);
  const run = async (product: Product, name: string): Promise<Seen> => {
    const seen = await live(product, REST_FACTOR * options.seconds);
    say(`${name}: ${round(seen.rss)} MB, ${round(seen.heap)} MB of heap used`);
    return seen;
  };
  await live(idle, 1); // the first start of all reads everything from the disk
  const pairs = await interleavedPairs(
    options.pairs,
    () => run(idle, 'idle'),
    () => run(full, 'waiting'),
  );
  const figureOf = (key: keyof Seen, what: string): Figure => ({
    what: `MB more of ${what} while ${String(WAITING)} messages wait`,
    figure: spreadOf(pairs.map(({ first, second }) => second[key] - first[key])),
    seen: `idle ${round(median(pairs.map(({ first }) => first[key])))} MB, waiting ${round(median(pairs.map(({ second }) => second[key])))} MB`,
  });
  return [figureOf('rss', 'memory (RSS)'), figureOf('heap', 'heap used')];
}

async function fill(product: Product): Promise<void> {
  const bots = await plantBots(product, 2);
  introduce(product, bots);
  const chats = await plantChats(product, bots, CHATS);
  await plantLines(product, { chats, messages: WAITING / chats.length });
  await product.sql.rows(`update bots set paused_reason = 'token_revoked' where id = $1`, [bots[0]?.id]);
}

/** The life of one process: it starts, and is looked at after a while. */
async function live(product: Product, seconds: number): Promise<Seen> {
  const ends = new Ends();
  try {
    const program = await startProcess(product, ends);
    await program.while(pause(seconds * 1_000));
    return { rss: program.megabytes, heap: await heapMegabytes(product.root) };
  } finally {
    await ends.run();
  }
}

async function heapMegabytes(root: string): Promise<number> {
  const answer = await fetch(`${root}/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
  const bytes = /^nodejs_heap_size_used_bytes (\S+)$/m.exec(await answer.text())?.[1];
  return Number(bytes) / 2 ** 20;
}
