import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { waitFor } from '../support/wait-for';
import { check } from './checker';
import { Clients } from './clients';
import { collectEvidence, linesOf } from './evidence';
import { Faults } from './faults';
import { Installation } from './installation';
import { People } from './people';
import { Progress } from './progress';
import { Random } from './random';
import { publish, reportOf, type Report } from './report';
import { prepareChats } from './prepare-chats';
import type { CampaignSize } from './sizes';

export interface CampaignOptions {
  readonly size: CampaignSize;
  readonly seed: number;
  /** Where the compiled programs are. */
  readonly dist: string;
  /** Where the report and the logs go. What an earlier campaign left there is removed. */
  readonly folder: string;
}

/** Everything has to be at its end so long after the last fault. */
const SETTLE_LIMIT_MS = 120_000;
const LOG_LINES_SHOWN = 30;

/**
 * Runs an installation under load, breaks it in every way we know, lets it come to rest and counts. The report is
 * printed and kept whatever it says; judging it is left to the caller.
 */
export async function runCampaign({ size, seed, dist, folder }: CampaignOptions): Promise<Report> {
  const logs = join(folder, 'logs');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(logs, { recursive: true });
  process.stdout.write(`crash campaign: size ${size.name}, SEED=${String(seed)}\n`);
  const installation = await Installation.start({ dist, logs, seed });
  try {
    const report = await campaign(installation, { size, seed, dist, folder });
    if (report.violationCount > 0) await showLogs(logs);
    return report;
  } catch (error) {
    await showLogs(logs);
    throw error;
  } finally {
    await installation.stop();
  }
}

async function campaign(installation: Installation, { size, seed, dist, folder }: CampaignOptions): Promise<Report> {
  const beganAt = performance.now();
  const random = new Random(seed);
  const progress = new Progress();
  const people = new People(installation.telegram, installation.bot, random.fork());
  const clients = new Clients(installation.root, progress, random.fork());
  const faults = new Faults(installation, size, random.fork());
  const destinations = await prepareChats(installation, people, size.chats);
  const brokenSince = performance.now();
  await Promise.all([
    faults.run(progress),
    clients.run(destinations, size.sends),
    people.write(size.starts, size.chats, progress),
    people.redeliver(progress),
  ]);
  const rested = await waitFor('everything to come to its end', () => isAtRest(installation), SETTLE_LIMIT_MS).catch(() => false);
  if (!rested) process.stdout.write('something has not come to its end in time\n');
  const seconds = {
    all: secondsSince(beganAt),
    faults: (faults.lastAt - brokenSince) / 1_000,
    afterLastFault: secondsSince(faults.lastAt),
  };
  const evidence = await collectEvidence({ installation, clients, people, logs: join(folder, 'logs') });
  const report = reportOf({ seed, size: size.name, dist, seconds, installation, faults, people }, evidence, check(evidence));
  publish(report, folder);
  return report;
}

/** Nothing waits at Telegram, no update waits here, and no message is on its way. */
async function isAtRest({ telegram, bot, sql }: Installation): Promise<boolean> {
  if (telegram.pendingUpdates(bot) > 0) return false;
  const [waiting] = await sql.rows<{ count: number }>(
    `select (select count(*) from updates where status = 'pending')::int
       + (select count(*) from messages where status in ('queued', 'sending'))::int as count`,
  );
  return waiting?.count === 0;
}

function secondsSince(ms: number): number {
  return (performance.now() - ms) / 1_000;
}

async function showLogs(logs: string): Promise<void> {
  const lines = await linesOf(logs);
  process.stdout.write(`the last of ${String(lines.length)} lines in ${logs}:\n`);
  for (const line of lines.slice(-LOG_LINES_SHOWN)) process.stdout.write(`  ${line.slice(0, 400)}\n`);
}
