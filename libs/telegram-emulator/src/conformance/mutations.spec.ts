import { transformSync, type Options } from '@swc/core';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { compileFunction } from 'node:vm';
import mutations from '../../conformance/mutations.json';
import type * as TableModule from './table';

const SOURCES = resolve(__dirname, '..');

/** As jest.config.cjs has all suites compiled. */
const { projects } = jest.requireActual<{ projects: { transform: Record<string, [string, Options]> }[] }>(
  '../../../../jest.config.cjs',
);
const [, swc] = projects[0]?.transform['^.+\\.ts$'] ?? [];

beforeEach(() => {
  jest.resetModules();
});

/** Has the emulator that is loaded next run with this text in the place of one of its files. Only that file is compiled anew. */
function replace(file: string, text: string): void {
  const { code } = transformSync(text, { ...swc, filename: file, sourceMaps: false });
  jest.doMock(file, () => {
    const load = (name: string): unknown => jest.requireActual(name.startsWith('.') ? join(dirname(file), name) : name);
    const exported = {};
    const run = compileFunction(code, ['exports', 'require'], { filename: file }) as (...given: unknown[]) => void;
    run(exported, load);
    return exported;
  });
}

/** What the first row says that disagrees with the emulator. @throws Error when it is broken in another way than meant. */
async function firstDisagreement(): Promise<string | null> {
  const { ConformanceTable } = jest.requireActual<typeof TableModule>('./table');
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

it('finds nothing wrong with the emulator as it is', async () => {
  expect(await firstDisagreement()).toBeNull();
});

it('finds nothing wrong with the emulator when a file is replaced by itself', async () => {
  const file = join(SOURCES, mutations[0]?.file ?? '');
  replace(file, readFileSync(file, 'utf8'));
  expect(await firstDisagreement()).toBeNull();
});

it.each(mutations.map((mutation) => [mutation.rule, mutation] as const))(
  'sees it when this is broken: %s',
  async (_, mutation) => {
    const file = join(SOURCES, mutation.file);
    const parts = readFileSync(file, 'utf8').split(mutation.from);
    expect(parts).toHaveLength(2); // the rule stands there, once
    replace(file, parts.join(mutation.to));
    expect(await firstDisagreement()).toEqual(expect.stringMatching(/./));
  },
);
