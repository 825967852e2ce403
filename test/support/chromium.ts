import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

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

/** Starts the Chromium of this machine; null where there is none. As root it cannot have its sandbox. */
export async function launchChromium(): Promise<Browser | null> {
  if (chromiumPath === null) return null;
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return await chromium.launch({ executablePath: chromiumPath, args });
}
