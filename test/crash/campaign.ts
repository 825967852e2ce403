import type { EmulatedBot } from '@app/telegram-emulator';
import { ApiClient } from '../support/api-client';
import { check } from './checker';
import { Clients } from './clients';
import { collectEvidence } from './evidence';
import { watchEnds } from './ends';
import { Faults } from './faults';
import { keepSignedIn, register } from './first-steps';
import type { Installation } from './installation';
import { People } from './people';
import { prepareBots, prepareChats } from './prepare-chats';
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
  const { onRedis } = options.size;
  return await withInstallation(options, (installation) => campaign(installation, options), { onRedis });
}

async function campaign(installation: Installation, { size, seed, dist, folder }: CampaignOptions): Promise<Report> {
  const beganAt = performance.now();
  const random = new Random(seed);
  const progress = new Progress();
  const api = new ApiClient(installation.root);
  const accessToken = await register(api);
  const bots = await prepareBots(installation, api, { accessToken, count: size.bots });
  const people = new People(installation.telegram, bots, random.fork());
  const clients = new Clients(installation.root, progress, random.fork());
  const faults = new Faults(installation, size, random.fork());
  const redeliveries = new Redeliveries(installation.telegram, random.fork());
  const destinations = await prepareChats(installation, people, { api, accessToken, chats: size.chats, bots: size.bots });
  await watchEnds(installation);
  const signOff = keepSignedIn(api, destinations);
  const brokenSince = performance.now();
  await Promise.all([
    faults.run(progress),
    clients.run(destinations, size.sends),
    people.write(size.starts, size.chats, progress),
    redeliveries.run(progress),
  ]).finally(signOff);
  await rest(() => isAtRest(installation, bots), SETTLE_LIMIT_MS);
  const seconds = secondsOf({ beganAt, brokenSince, lastFaultAt: faults.lastAt });
  const evidence = await collectEvidence({ installation, bots, clients, people, redeliveries, logs: logsIn(folder) });
  const told = { seed, size: size.name, dist, seconds, installation, faults, redeliveries };
  const report = reportOf(told, evidence, check(evidence));
  publish(report, folder);
  return report;
}

/** Nothing waits at Telegram, no update waits here, and no message is on its way. */
async function isAtRest({ telegram, sql }: Installation, bots: readonly EmulatedBot[]): Promise<boolean> {
  if (bots.some((bot) => telegram.pendingUpdates(bot) > 0)) return false;
  const [waiting] = await sql.rows<{ count: number }>(
    `select (select count(*) from updates where status = 'pending')::int
       + (select count(*) from messages where status = 'queued')::int as count`,
  );
  return waiting?.count === 0;
}
