import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The Chromium of this machine: the one that `npm test` found, or the first on the path; null when there is none. */
export const chromiumPath: string | null = find();

function find(): string | null {
  const given = process.env.CHAPPE_TEST_CHROMIUM;
  if (given === 'off') return null;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const places = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return places.find((place) => existsSync(place)) ?? null;
}
