import { join } from 'node:path';
import { runCampaign } from './campaign';
import type { Finding } from './checker';
import type { RunOptions } from './run-campaign';
import { buildSabotaged, checkPatch } from './sabotaged-build';
import { settings } from './settings';
import { REDIS_SIZES, SIZES } from './sizes';
import { runTrials } from './trials/campaign';
import { TRIALS_SIZES } from './trials/sizes';
import { runUpdatesCampaign } from './updates/campaign';
import type { Finding as UpdatesFinding } from './updates/checker';
import { UPDATES_SIZES } from './updates/sizes';

const BUILD_AND_RUN_LIMIT_MS = 8 * 60_000;

type Found = Readonly<Record<string, readonly string[]>>;
type Campaign = (options: Omit<RunOptions, 'size'>) => Promise<{ readonly violations: Found }>;
/** Which of several findings it is may depend on who comes first. */
type Sabotage = readonly [patch: string, finding: string, campaign: Campaign];

const messages = (patch: string, ...findings: Finding[]): Sabotage => [
  patch,
  findings.join(' or '),
  (options) => runCampaign({ ...options, size: SIZES.ci }),
];
const onRedis = (patch: string, finding: Finding): Sabotage => [
  patch,
  finding,
  (options) => runCampaign({ ...options, size: REDIS_SIZES.ci }),
];
const trials = (patch: string, finding: string): Sabotage => [
  patch,
  finding,
  (options) => runTrials({ ...options, size: TRIALS_SIZES.ci }),
];
const updates = (patch: string, finding: UpdatesFinding): Sabotage => [
  patch,
  finding,
  (options) => runUpdatesCampaign({ ...options, size: UPDATES_SIZES.ci }),
];

/** What is taken away, and what the campaign has to find then. */
const PATCHES: readonly Sabotage[] = [
  messages('answer-before-commit.patch', 'lost'),
  onRedis('hints-only.patch', 'unexplainedEnds'),
  messages('settled-by-anybody.patch', 'changedEnds', 'wrongLanes'),
  messages('mark-removed.patch', 'unexplainedDuplicates'),
  trials('body-ignored.patch', 'key orders: wrongAnswers'),
  messages('highest-update-id.patch', 'lostUpdates'),
  updates('deduplication-removed.patch', 'wrongEffects'),
  updates('lane-lock-removed.patch', 'wrongEffects'),
  updates('effects-apart.patch', 'wrongEffects'),
  updates('begun-tries-forgotten.patch', 'stalledLanes'),
];

describe('a campaign that cannot fail proves nothing, so each of these copies has to make it fail', () => {
  it.each(PATCHES)('%s still fits the sources (`npm run test:crash -- --sabotage` builds and runs it)', async (patch) => {
    await expect(checkPatch(patch)).resolves.toBeUndefined();
  });

  if (process.env.CRASH_SABOTAGE === 'on') {
    it.each(PATCHES)(
      '%s: the campaign finds %s',
      async (patch, finding, run) => {
        const build = await buildSabotaged(patch);
        try {
          const folder = join(settings.reports, patch.replace('.patch', ''));
          const { violations } = await run({ seed: settings.seed, dist: build.dist, folder });
          expect(finding.split(' or ').flatMap((name) => violations[name] ?? [])).not.toEqual([]);
        } finally {
          await build.remove();
        }
      },
      BUILD_AND_RUN_LIMIT_MS,
    );
  }
});
