import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import mutations from '../../conformance/mutations.json';
import type * as TableModule from './table';

const LIBRARY = resolve(__dirname, '../..');

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'mutated-emulator-'));
  const isTest = (path: string): boolean => path.endsWith('.spec.ts');
  symlinkSync(resolve(LIBRARY, '../../node_modules'), join(folder, 'node_modules'));
  cpSync(LIBRARY, folder, { recursive: true, filter: (path) => !isTest(path) });
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What the first row says that disagrees with the copy. @throws Error when the copy is broken in another way than meant. */
async function firstDisagreement(): Promise<string | null> {
  const { ConformanceTable } = (await import(join(folder, 'src/conformance/table.ts'))) as typeof TableModule;
  const table = new ConformanceTable();
  try {
    await table.open();
    for (const trial of table.trials) {
      const wrong = await trial.play();
      if (table.accidents.length > 0) throw new Error(table.accidents.join('; '));
      if (wrong !== null) return `${trial.name}: ${wrong}`;
    }
    return null;
  } finally {
    await table.close();
  }
}

it('finds nothing wrong with a faithful copy', async () => {
  expect(await firstDisagreement()).toBeNull();
});

it.each(mutations.map((mutation) => [mutation.rule, mutation] as const))(
  'sees it when this is broken: %s',
  async (_, mutation) => {
    const file = join(folder, 'src', mutation.file);
    const parts = readFileSync(file, 'utf8').split(mutation.from);
    expect(parts).toHaveLength(2); // the rule stands there, once
    writeFileSync(file, parts.join(mutation.to));
    expect(await firstDisagreement()).toEqual(expect.stringMatching(/./));
  },
);
