import { join } from 'node:path';
import { settings } from '../settings';
import { runUpdatesCampaign, type UpdatesReport } from './campaign';
import { UPDATES_SIZES } from './sizes';

const LIMIT_MS = { ci: 4 * 60_000, full: 25 * 60_000 };

const { seed, dist, reports } = settings;
const size = UPDATES_SIZES[settings.size.name];
let report: UpdatesReport;

beforeAll(async () => {
  report = await runUpdatesCampaign({ seed, size, dist, folder: join(reports, `updates-${size.name}`) });
}, LIMIT_MS[size.name]);

it('gives every update its effect once and in order, and nobody is stalled by poison, whatever is killed', () => {
  const found = Object.entries(report.violations).filter(([, examples]) => examples.length > 0);
  expect(Object.fromEntries(found)).toEqual({});
});

it('has handled so many updates as people caused, and parked the poison', () => {
  const { texts, updates, stored, parked, poison, replies } = report.counts;
  expect(texts).toBe(size.messages);
  expect(updates).toBeGreaterThanOrEqual(size.messages);
  expect(replies).toBe(size.messages);
  expect({ stored, parked, poison }).toEqual({ stored: (updates ?? 0) + size.poison, parked: size.poison, poison: size.poison });
});

it('has come to rest within two minutes after the last fault', () => {
  expect(report.seconds.afterLastFault).toBeLessThanOrEqual(120);
});

it('has really broken what it set out to break', () => {
  const { kills, databaseStops } = report.faults;
  expect(kills).toBeGreaterThanOrEqual(size.kills / 2);
  expect(databaseStops).toBe(size.databaseStops);
  expect(report.counts.redelivered).toBeGreaterThan(size.messages * 0.15);
  expect(report.counts.endedByUpdates).toBeGreaterThan(0);
});
