import { join } from 'node:path';
import { runCampaign } from './campaign';
import type { Report } from './report';
import { settings } from './settings';

const LIMIT_MS = { ci: 5 * 60_000, full: 25 * 60_000 };

const { seed, size, dist, reports } = settings;
let report: Report;

beforeAll(async () => {
  report = await runCampaign({ seed, size, dist, folder: join(reports, size.name) });
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
  expect(report.statuses).not.toHaveProperty('sending');
  expect(report.seconds.afterLastFault).toBeLessThanOrEqual(120);
});

it('still delivers nearly everything: to call all of it uncertain would be no lie either', () => {
  expect(report.statuses.sent).toBeGreaterThan((report.counts.messages ?? 0) * 0.8);
});

it('has really broken what it set out to break', () => {
  const { kills, triggeredKills, databaseStops, ambiguousAnswers } = report.faults;
  expect(kills).toBeGreaterThanOrEqual(15);
  expect(triggeredKills).toBeGreaterThanOrEqual(10);
  expect(databaseStops).toBe(size.databaseStops);
  expect(ambiguousAnswers).toBeGreaterThan(0);
  expect(report.counts.redeliveries).toBeGreaterThan(0);
});
