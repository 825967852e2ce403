import { join } from 'node:path';
import { runCampaign } from './campaign';
import type { Finding } from './checker';
import { buildSabotaged, checkPatch } from './sabotaged-build';
import { settings } from './settings';
import { SIZES } from './sizes';

const BUILD_AND_RUN_LIMIT_MS = 8 * 60_000;

/** What is taken away, and what the campaign has to find then. */
const PATCHES: readonly (readonly [patch: string, finding: Finding])[] = [
  ['mark-removed.patch', 'unexplainedDuplicates'],
  ['highest-update-id.patch', 'lostUpdates'],
];

describe('a campaign that cannot fail proves nothing, so each of these copies has to make it fail', () => {
  it.each(PATCHES)('%s still fits the sources (`npm run test:crash -- --sabotage` builds and runs it)', async (patch) => {
    await expect(checkPatch(patch)).resolves.toBeUndefined();
  });

  if (process.env.CRASH_SABOTAGE === 'on') {
    it.each(PATCHES)(
      '%s: the campaign finds %s',
      async (patch, finding) => {
        const build = await buildSabotaged(patch);
        try {
          const folder = join(settings.reports, patch.replace('.patch', ''));
          const report = await runCampaign({ seed: settings.seed, size: SIZES.ci, dist: build.dist, folder });
          expect(report.violations[finding].length).toBeGreaterThan(0);
        } finally {
          await build.remove();
        }
      },
      BUILD_AND_RUN_LIMIT_MS,
    );
  }
});
