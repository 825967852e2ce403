import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { SIZES, type CampaignSize } from './sizes';

const ROOT = join(__dirname, '..', '..');

/** CRASH_SEED repeats a campaign's choices; CRASH_SIZE=full is the long one; CRASH_DIST runs another build than `dist`. */
export const settings: {
  readonly root: string;
  readonly reports: string;
  readonly dist: string;
  readonly seed: number;
  readonly size: CampaignSize;
} = {
  root: ROOT,
  reports: join(ROOT, '.cache', 'crash'),
  dist: process.env.CRASH_DIST ?? join(ROOT, 'dist'),
  seed: Number(process.env.CRASH_SEED ?? randomInt(2 ** 31)),
  size: process.env.CRASH_SIZE === 'full' ? SIZES.full : SIZES.ci,
};
