import { join } from 'node:path';
import { settings } from '../settings';
import { runTrials, type TrialsReport } from './campaign';
import { TRIALS_SIZES } from './sizes';

const LIMIT_MS = { ci: 6 * 60_000, full: 30 * 60_000 };

const { seed, dist, reports } = settings;
const size = TRIALS_SIZES[settings.size.name];
let report: TrialsReport;

beforeAll(async () => {
  report = await runTrials({ seed, size, dist, folder: join(reports, `trials-${size.name}`) });
}, LIMIT_MS[size.name]);

it('finds nothing that must not be', () => {
  const found = Object.entries(report.violations).filter(([, examples]) => examples.length > 0);
  expect(Object.fromEntries(found)).toEqual({});
});

it('has cut connections between a commit and its answer', () => {
  expect(report.counts['commit cuts']).toMatchObject({ cuts: size.cuts });
  expect(report.counts['commit cuts']?.committed).toBeGreaterThan(size.cuts / 4);
});

it('has broken requests with the same key', () => {
  expect(report.counts['same keys']?.kills).toBeGreaterThan(0);
  expect(report.counts['same keys']?.requests).toBeGreaterThanOrEqual(size.keys * size.sameAtOnce);
  expect(report.counts['key orders']?.runs).toBe(size.orders);
});

it('has held most calls up in the storm', () => {
  const { calls = 0, held = 0, sends = 0 } = report.counts.storm ?? {};
  expect(held).toBeGreaterThan(sends / 10);
  expect(calls).toBeGreaterThan(sends);
});

it('has ended workers in every way', () => {
  expect(report.counts.poison).toMatchObject({ poison: size.poison });
  expect(report.counts.poison?.endedByThemselves).toBeGreaterThan(0);
  expect(report.counts.poison?.endedForSilence).toBeGreaterThan(0);
});

it('has let many messages wait for one chat', () => {
  const others = size.rooms.crowd.chats - 1;
  expect(report.counts.crowd).toMatchObject({ sends: size.crowdMessages + others, others });
});

it('has moved groups with messages that waited, and replaced processes', () => {
  expect(report.counts.moves?.underNewIds).toBeGreaterThan((size.groups * size.groupMessages) / 2);
  expect(report.counts.deploy?.replaced).toBeGreaterThanOrEqual(4);
});
