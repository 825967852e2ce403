import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { waitFor } from '../support/wait-for';
import { countOf } from './checker';
import { linesOf } from './evidence';
import { Installation, type InstallationPlan } from './installation';

/** What every campaign is told. */
export interface RunOptions {
  readonly size: { readonly name: string };
  readonly seed: number;
  /** Where the compiled programs are. */
  readonly dist: string;
  /** Where the report and the logs go. What an earlier campaign left there is removed. */
  readonly folder: string;
}

type Reported = Readonly<Record<string, readonly string[]>>;

const LOG_LINES_SHOWN = 30;

export function logsIn(folder: string): string {
  return join(folder, 'logs');
}

/** Runs a campaign on an installation of its own, and takes that down. When something was found, the last lines of the logs are shown. */
export async function withInstallation<Report extends { readonly violations: Reported }>(
  { size, seed, dist, folder }: RunOptions,
  campaign: (installation: Installation) => Promise<Report>,
  settings: Pick<InstallationPlan, 'ofWorkers' | 'onRedis' | 'silenceLimitMs'> = {},
): Promise<Report> {
  const logs = logsIn(folder);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(logs, { recursive: true });
  process.stdout.write(`crash campaign: size ${size.name}, SEED=${String(seed)}\n`);
  const installation = await Installation.start({ dist, logs, seed, ...settings });
  try {
    const report = await campaign(installation);
    if (countOf(report.violations) > 0) await showLogs(logs);
    return report;
  } catch (error) {
    await showLogs(logs);
    throw error;
  } finally {
    await installation.stop();
  }
}

/** Waits until everything has come to its end. If it does not, the campaign goes on, and what it finds tells why. */
export async function rest(isAtRest: () => Promise<boolean>, limitMs: number): Promise<void> {
  const rested = await waitFor('everything to come to its end', isAtRest, limitMs).catch(() => false);
  if (!rested) process.stdout.write('something has not come to its end in time\n');
}

export interface Moments {
  readonly beganAt: number;
  readonly brokenSince: number;
  readonly lastFaultAt: number;
}

/** How long it took until now: in all, while things broke, and since the last blow. */
export function secondsOf({ beganAt, brokenSince, lastFaultAt }: Moments): {
  all: number;
  faults: number;
  afterLastFault: number;
} {
  const now = performance.now();
  return {
    all: (now - beganAt) / 1_000,
    faults: (lastFaultAt - brokenSince) / 1_000,
    afterLastFault: (now - lastFaultAt) / 1_000,
  };
}

async function showLogs(logs: string): Promise<void> {
  const lines = await linesOf(logs);
  process.stdout.write(`the last of ${String(lines.length)} lines in ${logs}:\n`);
  for (const line of lines.slice(-LOG_LINES_SHOWN)) process.stdout.write(`  ${line.slice(0, 400)}\n`);
}
