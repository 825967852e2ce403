import { writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import type { Bench, BenchOptions, Figure } from './bench';
import { prepareDatabaseServer } from './database-server';
import { Ends } from './ends';
import { tableOf } from './table';

const BENCHES = join(__dirname, '..');
const REPORT = join(BENCHES, 'report.json');
const LIMIT_MS = 45 * 60_000;
const INTERRUPTED = 130;

/** A terminal and npm may both pass on one and the same Ctrl-C. */
const ONE_AND_THE_SAME_MS = 1_000;

interface Outcome {
  readonly name: string;
  readonly seconds: number;
  readonly figures: readonly Figure[];
  /** Why there are none. */
  readonly failure?: string;
}

/** Runs benches one after the other, prints and keeps what they found; gives an exit code, which no goal has a part in. */
export async function runBenches(names: readonly string[], options: BenchOptions): Promise<number> {
  const ends = new Ends();
  takeDownWhateverComes(ends);
  const report = { startedAt: new Date(), machine: machine(), options };
  say(
    `${report.machine.cpus}, Node ${report.machine.node}, load ${report.machine.load.map((load) => load.toFixed(1)).join(' ')}`,
  );
  const outcomes: Outcome[] = [];
  try {
    await prepareDatabaseServer(ends);
    for (const name of names) {
      outcomes.push(await runOne(name, options, ends));
      if (ends.isOver) return INTERRUPTED;
    }
    await writeFile(REPORT, `${JSON.stringify({ ...report, benches: outcomes }, null, 2)}\n`);
    say(`\nkept in ${REPORT}`);
  } finally {
    await ends.run();
  }
  const isWhole = ({ failure, figures }: Outcome): boolean => failure === undefined && figures.every(({ figure }) => figure);
  return outcomes.every(isWhole) ? 0 : 1;
}

/** One that fails says so, and lets the others run. */
async function runOne(name: string, options: BenchOptions, outer: Ends): Promise<Outcome> {
  const startedAt = performance.now();
  const ends = new Ends();
  outer.add(() => ends.run());
  say(`\n${name}`);
  const outcome = await measure(name, options, ends).catch((error: unknown) => {
    const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (!outer.isOver) say(`  failed: ${failure}`);
    return { figures: [], failure };
  });
  await ends.run();
  const seconds = Math.round((performance.now() - startedAt) / 1_000);
  if (outcome.figures.length > 0) say(`\n${tableOf(outcome.figures)}  (${String(seconds)} s)`);
  return { name, seconds, ...outcome };
}

async function measure(name: string, options: BenchOptions, ends: Ends): Promise<{ figures: Figure[] }> {
  const { bench } = (await import(join(BENCHES, `${name}.ts`))) as { bench: Bench };
  const limit = new Promise<never>((_, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`${name} did not end within ${String(LIMIT_MS / 60_000)} minutes.`));
    }, LIMIT_MS);
    timer.unref();
  });
  const work = bench({
    options,
    ends,
    say: (line) => {
      say(`  ${line}`);
    },
  });
  return { figures: await Promise.race([work, limit]) };
}

/** On Ctrl-C, and on an error that nobody caught. A second Ctrl-C does not wait. */
function takeDownWhateverComes(ends: Ends): void {
  let askedAt: number | undefined;
  const stop = (): void => {
    if (askedAt !== undefined && performance.now() - askedAt < ONE_AND_THE_SAME_MS) return;
    if (askedAt !== undefined) process.exit(INTERRUPTED);
    askedAt = performance.now();
    say('\nstopping');
    void ends.run().then(() => process.exit(INTERRUPTED));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  process.on('uncaughtException', (error) => {
    say(error.stack ?? error.message);
    void ends.run().then(() => process.exit(1));
  });
}

function machine(): { cpus: string; node: string; load: number[] } {
  const all = cpus();
  return {
    cpus: `${String(all.length)} × ${all[0]?.model ?? 'an unknown processor'}`,
    node: process.versions.node,
    load: loadavg(),
  };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
