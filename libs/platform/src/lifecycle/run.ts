import { Logger, type INestApplicationContext } from '@nestjs/common';
import { isDatabaseAway } from '../errors/postgres-errors';
import { Lifecycle } from './lifecycle';

/** How long a load balancer may need to notice that we are not ready any more. */
const NOTICE_MS = 2_000;

/** After this a process goes although something still runs; what was on the wire shows up as ambiguous later. */
const DEADLINE_MS = 20_000;

export interface Farewell {
  /** What runs last, when the application is closed: embedded services. */
  readonly last?: () => Promise<void>;
  /** False on a machine of one's own, where nobody balances load. */
  readonly balanced: boolean;
}

/** A terminal and npm may both pass on one and the same Ctrl-C. */
const ONE_AND_THE_SAME_MS = 1_000;

/**
 * Ends the process in order on SIGTERM or SIGINT: not ready, nothing new from the queues, time for the load balancer,
 * no new connections, what is under way finishes, pools close. A second signal ends it at once.
 */
export function stopOnSignal(app: INestApplicationContext, farewell: Farewell): void {
  let askedAt: number | undefined;
  const stop = (signal: NodeJS.Signals): void => {
    if (askedAt !== undefined && performance.now() - askedAt < ONE_AND_THE_SAME_MS) return;
    if (askedAt !== undefined) process.exit(1);
    askedAt = performance.now();
    setTimeout(() => process.exit(1), DEADLINE_MS + 5_000).unref();
    void leave(app, signal, farewell).then((code) => process.exit(code));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** Takes leave, and answers the exit code. What runs last runs whatever went wrong before. */
async function leave(app: INestApplicationContext, signal: string, { balanced, last }: Farewell): Promise<number> {
  const log = new Logger('Lifecycle');
  log.log({ signal }, 'stopping');
  const failed = await close(app, balanced).then(
    () => false,
    (error: unknown) => {
      log.error({ err: error }, 'closing failed');
      return true;
    },
  );
  await last?.();
  return failed ? 1 : 0;
}

async function close(app: INestApplicationContext, balanced: boolean): Promise<void> {
  const drained = Promise.allSettled(app.get(Lifecycle).beginDraining());
  if (balanced) await pause(NOTICE_MS);
  await Promise.race([drained, pause(DEADLINE_MS)]);
  await app.close();
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

/** Runs a program; what stops it at the start is said in plain words, without a stack. */
export function run(main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    process.stderr.write(`${wordsFor(error)}\n`);
    process.exit(1);
  });
}

function wordsFor(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error);
  return isDatabaseAway(error) ? `The database cannot be reached (${words}). Does the server of DATABASE_URL run?` : words;
}
