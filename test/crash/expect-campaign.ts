import { join } from 'node:path';
import { runCampaign } from './campaign';
import type { Report } from './report';
import { settings } from './settings';
import type { CampaignSize } from './sizes';

const LIMIT_MS = { ci: 6 * 60_000, full: 90 * 60_000 };

/** Runs a campaign about messages that go out, and says what must have come of it. */
export function expectCampaign(size: CampaignSize, folder: string): void {
  const { seed, dist, reports } = settings;
  let report: Report;

  beforeAll(async () => {
    report = await runCampaign({ seed, size, dist, folder: join(reports, folder) });
  }, LIMIT_MS[size.name]);

  it('loses nothing, duplicates nothing without a reason, and keeps the order, whatever is killed', () => {
    const found = Object.entries(report.violations).filter(([, examples]) => examples.length > 0);
    expect(Object.fromEntries(found)).toEqual({});
  });

  it('accepts every message in the end', () => {
    expect(report.counts).toMatchObject({ sends: size.sends, accepted: size.sends });
  });

  it('has come to rest within two minutes after the last fault', () => {
    expect(report.statuses).not.toHaveProperty('queued');
    expect(report.seconds.afterLastFault).toBeLessThanOrEqual(120);
  });

  it('still delivers nearly everything: to call all of it uncertain would be no lie either', () => {
    expect(report.statuses.sent).toBeGreaterThan((report.counts.messages ?? 0) * 0.8);
  });

  it('has really broken what it set out to break', () => {
    const { kills, triggeredKills, databaseStops, redisLosses, freezes, ambiguousAnswers } = report.faults;
    expect(kills).toBeGreaterThanOrEqual((size.kills + size.killsOnReceipt + size.killsAfterAnswer) / 2);
    expect(triggeredKills).toBeGreaterThanOrEqual((size.killsOnReceipt + size.killsAfterAnswer) / 2);
    expect(databaseStops).toBe(size.databaseStops);
    expect(redisLosses).toBe((size.redisFlushes ?? 0) + (size.redisCrashes ?? 0));
    expect(freezes).toBe(size.freezes?.count ?? 0);
    expect(ambiguousAnswers).toBeGreaterThan(0);
    expect(report.counts.redeliveries).toBeGreaterThan(0);
  });
}
