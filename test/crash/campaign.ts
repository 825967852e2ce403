import { check } from './checker';
import { Clients } from './clients';
import { collectEvidence } from './evidence';
import { Faults } from './faults';
import type { Installation } from './installation';
import { People } from './people';
import { prepareChats } from './prepare-chats';
import { Progress } from './progress';
import { Random } from './random';
import { Redeliveries } from './redeliveries';
import { publish, reportOf, type Report } from './report';
import { logsIn, rest, secondsOf, withInstallation, type RunOptions } from './run-campaign';
import type { CampaignSize } from './sizes';

export interface CampaignOptions extends RunOptions {
  readonly size: CampaignSize;
}

/** Everything has to be at its end so long after the last fault. */
const SETTLE_LIMIT_MS = 120_000;

/**
 * Runs an installation under load, breaks it in every way we know, lets it come to rest and counts. The report is
 * printed and kept whatever it says; judging it is left to the caller.
 */
export async function runCampaign(options: CampaignOptions): Promise<Report> {
  return await withInstallation(options, (installation) => campaign(installation, options));
}

async function campaign(installation: Installation, { size, seed, dist, folder }: CampaignOptions): Promise<Report> {
  const beganAt = performance.now();
  const random = new Random(seed);
  const progress = new Progress();
  const people = new People(installation.telegram, installation.bot, random.fork());
  const clients = new Clients(installation.root, progress, random.fork());
  const faults = new Faults(installation, size, random.fork());
  const redeliveries = new Redeliveries(installation.telegram, random.fork());
  const destinations = await prepareChats(installation, people, size.chats);
  const brokenSince = performance.now();
  await Promise.all([
    faults.run(progress),
    clients.run(destinations, size.sends),
    people.write(size.starts, size.chats, progress),
    redeliveries.run(progress),
  ]);
  await rest(() => isAtRest(installation), SETTLE_LIMIT_MS);
  const seconds = secondsOf({ beganAt, brokenSince, lastFaultAt: faults.lastAt });
  const evidence = await collectEvidence({ installation, clients, people, redeliveries, logs: logsIn(folder) });
  const told = { seed, size: size.name, dist, seconds, installation, faults, redeliveries };
  const report = reportOf(told, evidence, check(evidence));
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
