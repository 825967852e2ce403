import type { DeliveryFaultKind, FaultHandle, FaultKind, TelegramEmulator } from '@app/telegram-emulator';
import { setTimeout as pause } from 'node:timers/promises';
import { waitFor } from '../support/wait-for';
import { Freezes } from './freezes';
import type { Installation } from './installation';
import type { Progress } from './progress';
import type { Random } from './random';
import type { RedisOfInstallation } from './redis-of-installation';
import type { FaultPlan } from './sizes';
import { strikeCaller } from './strike-caller';
import type { SupervisedProcess } from './supervised-process';

type Blow = 'kill' | 'kill-on-receipt' | 'kill-after-answer' | 'stop-database' | 'flush-redis' | 'crash-redis';

/** What was just started has done nothing that could be lost: only what has been ready for so long is killed at random. */
const READY_FOR_MS = 2_000;
const VICTIM_LIMIT_MS = 20_000;

/** Between an answer and its settlement there are some milliseconds; a kill shall fall before, between and after. */
const LATEST_AFTER_ANSWER_MS = 4;

const REDIS_AWAY_MS = { least: 500, most: 2_000 };

const SLICE_MS = 25;

/** One call in a hundred is answered so that nobody can know what became of it, each way as often as the others. */
const AMBIGUOUS = 0.01;
const AMBIGUOUS_WAYS: readonly FaultKind[] = [
  'dropAfter',
  { truncate: 20 },
  'reset',
  { http: [502, '<html>Bad Gateway</html>'] },
];

/** Of a hundred updates so many come once more, and so many are overtaken by those of other chats. */
const UNRELIABLE = 0.05;

const CERTAIN_EVERY = 5;

/** Half of the calls take a moment, so that there is something on the wire when a worker dies. */
const SLOW = { probability: 0.5, do: { delayMs: 40 } } as const;

/** Breaks things, one blow after the other, in an order that the seed decides. */
export class Faults {
  readonly done: Record<Blow, number> = {
    kill: 0,
    'kill-on-receipt': 0,
    'kill-after-answer': 0,
    'stop-database': 0,
    'flush-redis': 0,
    'crash-redis': 0,
  };
  readonly missed: Blow[] = [];
  readonly freezes: Freezes;
  private ambiguities: FaultHandle[] = [];
  private struckAt = 0;

  constructor(
    private readonly installation: Installation,
    private readonly wanted: FaultPlan,
    private readonly random: Random,
  ) {
    this.freezes = new Freezes(installation, wanted.freezes ?? { count: 0, leastMs: 0, mostMs: 0 }, random.fork());
  }

  /** When the last blow fell or ended, on the clock of `performance.now()`. */
  get lastAt(): number {
    return Math.max(this.struckAt, this.freezes.lastAt);
  }

  /** How many calls were answered ambiguously on purpose; those that a kill cut off are not among them. */
  get ambiguous(): number {
    return this.ambiguities.reduce((sum, { hits }) => sum + hits, 0);
  }

  async run(progress: Progress): Promise<void> {
    const { telegram } = this.installation;
    const plan = this.plan();
    this.ambiguities = breakAnswers(telegram);
    const others = [telegram.fault({ on: { method: 'sendMessage' }, ...SLOW }), ...unsettleUpdates(telegram)];
    const freezes = this.freezes.run(progress);
    for (const [index, blow] of plan.entries()) {
      const half = 0.5 / plan.length;
      await this.advance(progress, 2 * index * half, half);
      // A blow may have to wait for a call, and there is none without load.
      const [struck] = await Promise.all([this.strike(blow), this.advance(progress, (2 * index + 1) * half, half)]);
      if (struck) this.done[blow]++;
      else this.missed.push(blow);
    }
    for (const fault of [...this.ambiguities, ...others]) fault.clear();
    progress.advance(1);
    await freezes;
  }

  /** Kills in any order; the database stops when the load is well under way, the first time early, the last time late. */
  private plan(): Blow[] {
    const { kills, killsOnReceipt, killsAfterAnswer, databaseStops, redisFlushes = 0, redisCrashes = 0 } = this.wanted;
    const several = (count: number, blow: Blow): Blow[] => Array.from({ length: count }, () => blow);
    const blows = this.random.shuffled<Blow>([
      ...several(kills, 'kill'),
      ...several(killsOnReceipt, 'kill-on-receipt'),
      ...several(killsAfterAnswer, 'kill-after-answer'),
      ...several(redisFlushes, 'flush-redis'),
      ...several(redisCrashes, 'crash-redis'),
    ]);
    for (let stop = 1; stop <= databaseStops; stop++) {
      blows.splice(Math.round((blows.length * stop) / (databaseStops + 1)), 0, 'stop-database');
    }
    return blows;
  }

  /** Lets time go by, and the load with it. */
  private async advance(progress: Progress, from: number, share: number): Promise<void> {
    const wholeMs = (this.wanted.pauseMs / 2) * this.random.between(0.5, 1.5);
    for (let passedMs = 0; passedMs < wholeMs; passedMs += SLICE_MS) {
      await pause(SLICE_MS);
      progress.advance(from + (share * Math.min(passedMs, wholeMs)) / wholeMs);
    }
  }

  private async strike(blow: Blow): Promise<boolean> {
    const struck = await this.deal(blow);
    this.struckAt = performance.now();
    return struck;
  }

  private deal(blow: Blow): Promise<boolean> {
    const { installation, random } = this;
    const ways: Readonly<Record<Blow, () => Promise<boolean>>> = {
      kill: () => this.killSomebody(),
      'kill-on-receipt': () => strikeCaller(installation, 'received', (caller) => caller.kill()),
      'kill-after-answer': () => this.killAfterAnswer(Math.floor(random.between(0, LATEST_AFTER_ANSWER_MS))),
      'stop-database': () => this.stopDatabase(),
      'flush-redis': () => this.strikeRedis((redis) => redis.flush()),
      'crash-redis': () => this.strikeRedis((redis) => redis.crash(random.between(REDIS_AWAY_MS.least, REDIS_AWAY_MS.most))),
    };
    return ways[blow]();
  }

  private async strikeRedis(strike: (redis: RedisOfInstallation) => Promise<void>): Promise<boolean> {
    const { redis } = this.installation;
    if (!redis) return false;
    await strike(redis);
    return true;
  }

  private async killSomebody(): Promise<boolean> {
    const { processes } = this.installation;
    const ready = (): Promise<SupervisedProcess[] | false> => {
      const able = processes.filter((one) => one.isReadyFor(READY_FOR_MS));
      return Promise.resolve(able.length > 0 && able);
    };
    const victims = await waitFor('a process to kill', ready, VICTIM_LIMIT_MS).catch(() => []);
    return victims.length > 0 && this.random.pick(victims).kill();
  }

  private async killAfterAnswer(afterMs: number): Promise<boolean> {
    return await strikeCaller(this.installation, 'answered', async (caller) => {
      if (afterMs > 0) await pause(afterMs);
      return caller.kill();
    });
  }

  private async stopDatabase(): Promise<boolean> {
    const { database } = this.installation;
    const { least, most } = this.wanted.databaseAwayMs;
    await database.stopAtOnce();
    await pause(this.random.between(least, most));
    await database.startAgain();
    return true;
  }
}

/** Each way by chance, and once for certain: while lanes wait for lost workers, there are few calls to be struck. */
function breakAnswers(telegram: TelegramEmulator): FaultHandle[] {
  const on = { method: 'sendMessage' };
  const probability = AMBIGUOUS / AMBIGUOUS_WAYS.length;
  return AMBIGUOUS_WAYS.flatMap((way, index) => [
    telegram.fault({ on, do: way, times: 1, after: CERTAIN_EVERY * (index + 1) }),
    telegram.fault({ on, do: way, probability }),
  ]);
}

function unsettleUpdates(telegram: TelegramEmulator): FaultHandle[] {
  const ways: readonly DeliveryFaultKind[] = ['duplicateUpdate', 'reorderAcrossQueues'];
  return ways.map((way) => telegram.fault({ on: { update: 'any' }, do: way, probability: UNRELIABLE }));
}
