import { join } from 'node:path';
import { tellsOfWrongFigures, unbalancedBooks } from '../books';
import { countOf } from '../checker';
import { changedEnds, watchEnds } from '../ends';
import { linesOf } from '../evidence';
import type { Installation } from '../installation';
import { Random } from '../random';
import { publish } from '../report';
import { logsIn, rest, withInstallation, type RunOptions } from '../run-campaign';
import { Cast } from './cast';
import { cutCommits } from './commit-cuts';
import { crowdOneChat } from './crowd';
import { askTwice, deploy } from './deploy';
import { askInAnyOrder } from './key-orders';
import { moveGroups } from './moves';
import { PoisonTrial } from './poison';
import { askWithSameKeys } from './same-keys';
import type { TrialsSize } from './sizes';
import { weatherStorm } from './storm';
import type { Judge, Scene, Verdict } from './trial';

export interface TrialsOptions extends RunOptions {
  readonly size: TrialsSize;
}

/** What was tried and found, in raw figures. */
export interface TrialsReport {
  readonly seed: number;
  readonly size: string;
  readonly seconds: Readonly<Record<string, number>>;
  readonly counts: Readonly<Record<string, Verdict['counts']>>;
  readonly violations: Readonly<Record<string, readonly string[]>>;
  readonly violationCount: number;
}

const SETTLE_LIMIT_MS = 120_000;

/** A hanging worker is killed; enough for one that has much to do on a slow machine. */
const SILENCE_LIMIT_MS = 5_000;

/** A worker has no more memory than it needs, so that one that wants all of it comes to its end soon. */
const OF_WORKERS = { NODE_OPTIONS: `--max-old-space-size=256 --require ${join(__dirname, 'lethal-texts.cjs')}` };

/** Tries what may happen to messages that go out, one thing for itself at a time, or beside what does not disturb it. */
export async function runTrials(options: TrialsOptions): Promise<TrialsReport> {
  const settings = { ofWorkers: OF_WORKERS, silenceLimitMs: SILENCE_LIMIT_MS };
  return await withInstallation(options, (installation) => new Trials(installation, options).run(), settings);
}

class Trials {
  private readonly beganAt = performance.now();
  private readonly random: Random;
  private readonly seconds: Record<string, number> = {};
  private readonly judges = new Map<string, Judge>();
  private readonly counts: Record<string, Verdict['counts']> = {};
  private readonly violations: Record<string, readonly string[]> = {};

  constructor(
    private readonly installation: Installation,
    private readonly options: TrialsOptions,
  ) {
    this.random = new Random(options.seed);
  }

  async run(): Promise<TrialsReport> {
    const { installation } = this;
    const { seed, size, folder } = this.options;
    const cast = await Cast.gather(installation, size);
    await watchEnds(installation);
    this.seconds.prepared = this.passed();
    await this.whereProcessesDie(cast);
    const ended = installation.processes.flatMap(({ fallen }) => fallen).length;
    this.seconds.processesDied = this.passed();
    await this.whereNothingMayBeLost(cast);
    this.seconds.processesReplaced = this.passed();
    await rest(() => isAtRest(installation), SETTLE_LIMIT_MS);
    for (const [name, judge] of this.judges) this.note(name, await judge());
    this.note('after all', {
      counts: {},
      violations: {
        changedEnds: await changedEnds(installation),
        fallenProcesses: installation.processes.flatMap(({ fallen }) => fallen).slice(ended),
        openLanes: await openLanes(installation),
        unbalanced: await unbalancedBooks(installation.sql),
        mended: (await linesOf(logsIn(folder))).filter(tellsOfWrongFigures),
        emulatorProblems: installation.telegram.problems,
      },
    });
    this.seconds.all = this.passed();
    const { seconds, counts, violations } = this;
    const report = { seed, size: size.name, seconds, counts, violations, violationCount: countOf(violations) };
    publish(report, folder);
    return report;
  }

  /** Workers are ended by what they send, an API process is killed, another is cut off from its database. */
  private async whereProcessesDie(cast: Cast): Promise<void> {
    const poison = new PoisonTrial(this.scene(cast, 'poison'));
    const keys = this.scene(cast, 'keys');
    await allEnded([
      this.hold('poison', poison.run()),
      this.hold('commit cuts', cutCommits(this.scene(cast, 'cuts'))),
      this.hold('same keys', askWithSameKeys({ ...keys, seats: keys.seats.slice(2) })).then(() =>
        this.hold('key orders', askInAnyOrder({ ...keys, seats: keys.seats.slice(0, 2) })),
      ),
    ]);
    await this.hold('second signal', askTwice(this.scene(cast, 'cuts')));
  }

  /** Processes come and go in order, Telegram is busy, and groups move: nothing is lost or doubtful. */
  private async whereNothingMayBeLost(cast: Cast): Promise<void> {
    await this.hold('crowd', crowdOneChat(this.scene(cast, 'crowd')));
    await allEnded([
      this.hold('storm', weatherStorm(this.scene(cast, 'storm'))),
      this.hold('moves', moveGroups(this.scene(cast, 'moves'))),
      this.hold('deploy', deploy(this.scene(cast, 'deploy'))),
    ]);
  }

  private scene(cast: Cast, trial: keyof TrialsSize['rooms']): Scene {
    const { installation, random } = this;
    return { installation, cast, seats: cast.seatsOf(trial), size: this.options.size, random: random.fork() };
  }

  private async hold(name: string, trial: Promise<Judge>): Promise<void> {
    const startedAt = performance.now();
    this.judges.set(name, await trial);
    this.seconds[name] = Math.round((performance.now() - startedAt) / 1_000);
  }

  private note(name: string, { counts, violations }: Verdict): void {
    this.counts[name] = counts;
    for (const [finding, examples] of Object.entries(violations)) this.violations[`${name}: ${finding}`] = examples;
  }

  private passed(): number {
    return Math.round((performance.now() - this.beganAt) / 100) / 10;
  }
}

/** Fails as the first that has failed, when none of them goes on: they share an installation. */
async function allEnded(trials: readonly Promise<void>[]): Promise<void> {
  await Promise.allSettled(trials);
  await Promise.all(trials);
}

async function isAtRest({ sql }: Installation): Promise<boolean> {
  return (await sql.rows(`select from messages where status = 'queued' limit 1`)).length === 0;
}

async function openLanes({ sql }: Installation): Promise<string[]> {
  const lanes = await sql.rows('select chat_id, open, message_id from lanes where open <> 0 or message_id is not null');
  return lanes.map((lane) => JSON.stringify(lane));
}
