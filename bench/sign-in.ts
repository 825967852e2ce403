import { setTimeout as pause } from 'node:timers/promises';
import type { BenchRun, Figure } from './harness/bench';
import { pace, type LoadResult } from './harness/load';
import { interleavedPairs } from './harness/pairs';
import { forgetTries, plantAccounts, signUp, startProduct, type Product, type SignedIn } from './harness/product';
import { Program } from './harness/program';
import { median, percentile, spreadOf } from './harness/statistics';
import { round } from './harness/table';
import type { FloodTask } from './programs/sign-in-flood';

const FLOOD_CONNECTIONS = 64;

/** More than five times what two cores can check. */
const FLOOD_PER_SECOND = 200;
const READS_PER_SECOND = 100;
const READ_CONNECTIONS = 16;

/** Each is tried less often than costs a pause, however fast the answers come. */
const LOGINS = 20_000;

/** The flood is at its height when the measuring begins, and still when it ends. */
const RISE_SECONDS = 0.5;
const REST_MS = 500;

interface Flooded {
  readonly reads: LoadResult;
  readonly flood: LoadResult;
}

/** What a flood of wrong passwords costs those who are signed in. */
export async function bench({ options, ends, say }: BenchRun): Promise<Figure[]> {
  const product = await startProduct(ends, { TRUST_PROXY: '1' });
  const reader = await signUp(product, 'reader');
  await plantAccounts(product, 'known', LOGINS);
  const flooder = Program.startOwn({ name: 'sign-in-flood' }, ends);
  const read = (): Promise<LoadResult> => readAccount(product, reader, options.seconds);
  let sent = 0;
  const readInFlood = async (): Promise<Flooded> => {
    await forgetTries(product); // a flood that is judged costs more than one that is refused before
    const task = { root: product.root, connections: FLOOD_CONNECTIONS, perSecond: FLOOD_PER_SECOND, logins: LOGINS, from: sent };
    const [flood, reads] = await Promise.all([
      flooder.answer<LoadResult>({ ...task, seconds: options.seconds + 2 * RISE_SECONDS } satisfies FloodTask),
      pause(RISE_SECONDS * 1_000).then(read),
    ]);
    sent += Object.values(flood.statuses).reduce((sum, count) => sum + count, 0);
    await pause(REST_MS);
    return { reads, flood };
  };
  await readAccount(product, reader, 1);
  const pairs = await interleavedPairs(options.pairs, read, readInFlood);
  for (const { first, second } of pairs) say(`reads alone ${times(first)}; in the flood ${times(second.reads)}`);
  return [...figuresOfReads(pairs), figureOfFlood(pairs.map(({ second }) => second.flood))];
}

async function readAccount({ root }: Product, { accessToken }: SignedIn, seconds: number): Promise<LoadResult> {
  const headers = { authorization: `Bearer ${accessToken}`, 'x-forwarded-for': '192.0.2.1' };
  const request = () => ({ method: 'GET' as const, path: '/api/v1/account', headers });
  return await pace({ root, connections: READ_CONNECTIONS, seconds, request }, READS_PER_SECOND);
}

function figuresOfReads(pairs: readonly { first: LoadResult; second: Flooded }[]): Figure[] {
  return [0.5, 0.99].map((share) => {
    const alone = pairs.map(({ first }) => percentile(first.latenciesMs, share));
    const flooded = pairs.map(({ second }) => percentile(second.reads.latenciesMs, share));
    const ratios = flooded.map((value, index) => value / (alone[index] ?? NaN));
    const refused = pairs
      .flatMap(({ first, second }) => [first, second.reads])
      .map(({ statuses }) => othersThan('200', statuses));
    const failed = refused.reduce((sum, count) => sum + count, 0);
    return {
      what: `account reads, p${String(share * 100)} in the flood : alone`,
      figure: spreadOf(ratios),
      ...(share === 0.99 && { goal: { atMost: 2 } }),
      seen: `alone ${round(median(alone))} ms, in the flood ${round(median(flooded))} ms${failed === 0 ? '' : `; ${String(failed)} reads were NOT answered 200`}`,
    };
  });
}

function figureOfFlood(floods: readonly LoadResult[]): Figure {
  const statuses = new Map<string, number>();
  for (const flood of floods) {
    for (const [status, count] of Object.entries(flood.statuses)) statuses.set(status, (statuses.get(status) ?? 0) + count);
  }
  const seconds = floods.reduce((sum, flood) => sum + flood.seconds, 0);
  const answers = [...statuses].sort().map(([status, count]) => `${status}: ${String(count)} (${round(count / seconds)}/s)`);
  return {
    what: 'sign-ins judged per second',
    figure: spreadOf(floods.map((flood) => (flood.statuses['401'] ?? 0) / flood.seconds)),
    seen: `the flood was answered ${answers.join(', ')}`,
  };
}

function othersThan(expected: string, statuses: Readonly<Record<string, number>>): number {
  return Object.entries(statuses).reduce((sum, [status, count]) => sum + (status === expected ? 0 : count), 0);
}

function times({ latenciesMs }: LoadResult): string {
  return `p50 ${round(percentile(latenciesMs, 0.5))} ms, p99 ${round(percentile(latenciesMs, 0.99))} ms`;
}
