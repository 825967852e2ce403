import { join } from 'node:path';
import { countOf } from '../checker';
import { Faults } from '../faults';
import type { Installation } from '../installation';
import { Progress } from '../progress';
import { Random } from '../random';
import { Redeliveries } from '../redeliveries';
import { faultsOf, publish, type BrokenThings } from '../report';
import { rest, secondsOf, withInstallation, type RunOptions } from '../run-campaign';
import { check, type Violations } from './checker';
import { botsOf, collectEvidence, type Evidence } from './evidence';
import { Poisoner } from './poison';
import { firstAnswers, setStages } from './set-stages';
import type { UpdatesSize } from './sizes';
import type { Stage } from './stage';
import { Writers } from './writers';

export interface UpdatesCampaignOptions extends RunOptions {
  readonly size: UpdatesSize;
}

/** What a campaign did and found, in raw figures. */
export interface UpdatesReport {
  readonly seed: number;
  readonly size: string;
  readonly seconds: ReturnType<typeof secondsOf>;
  readonly faults: BrokenThings;
  readonly counts: Readonly<Record<string, number>>;
  readonly violations: Violations;
  readonly violationCount: number;
}

const FIRST_ANSWERS_LIMIT_MS = 60_000;

/** Everything has to be handled so long after the last fault. */
const SETTLE_LIMIT_MS = 120_000;

/** Ends the worker that reads a lethal update. */
const LETHAL = { NODE_OPTIONS: `--require ${join(__dirname, 'lethal.cjs')}` };

/**
 * People write to several bots while Telegram repeats itself, processes are killed, the database goes away, and some
 * updates cannot be handled. Then everything else must have had its effect once, and in order.
 */
export async function runUpdatesCampaign(options: UpdatesCampaignOptions): Promise<UpdatesReport> {
  return await withInstallation(options, (installation) => campaign(installation, options), { ofWorkers: LETHAL });
}

async function campaign(installation: Installation, { size, seed, folder }: UpdatesCampaignOptions): Promise<UpdatesReport> {
  const beganAt = performance.now();
  const { telegram } = installation;
  const random = new Random(seed);
  const progress = new Progress();
  const stages = await setStages(installation, size);
  const poisoner = new Poisoner(telegram);
  const writers = new Writers(stages, poisoner, random.fork());
  const redeliveries = new Redeliveries(telegram, random.fork());
  const faults = new Faults(installation, size, random.fork());
  await writers.begin();
  await firstAnswers(installation, stages.length, FIRST_ANSWERS_LIMIT_MS);
  const brokenSince = performance.now();
  await Promise.all([faults.run(progress), writers.run(size, progress), redeliveries.run(progress)]);
  const settle = (): Promise<void> => rest(() => isAtRest(installation, stages), SETTLE_LIMIT_MS);
  await settle();
  await redeliveries.finish();
  await settle();
  const seconds = secondsOf({ beganAt, brokenSince, lastFaultAt: faults.lastAt });
  const evidence = await collectEvidence({ installation, stages, writers, poisoner, redeliveries, faults });
  const violations = check(evidence);
  const report: UpdatesReport = {
    seed,
    size: size.name,
    seconds,
    faults: faultsOf(installation, faults),
    counts: {
      ...countsOf(evidence),
      stirred: writers.stirred,
      redelivered: redeliveries.updates,
      redeliveries: redeliveries.times,
    },
    violations,
    violationCount: countOf(violations),
  };
  publish(report, folder);
  return report;
}

/** Nothing waits at Telegram, and no update waits here. Answers may still be on their way: they are another campaign's. */
async function isAtRest({ telegram, sql }: Installation, stages: readonly Stage[]): Promise<boolean> {
  if (botsOf(stages).some((bot) => telegram.pendingUpdates(bot) > 0)) return false;
  return (await sql.rows(`select from updates where status = 'pending' limit 1`)).length === 0;
}

function countsOf({ written, produced, updates, poison, replies, arrived, fallen }: Evidence): Record<string, number> {
  return {
    texts: written.length,
    updates: produced.size,
    stored: updates.length,
    processed: updates.filter(({ status }) => status === 'processed').length,
    parked: updates.filter(({ status }) => status === 'failed').length,
    poison: poison.length,
    replies: replies.length,
    arrived: arrived.length,
    endedByUpdates: fallen.length,
  };
}
