import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const EMULATOR = join(ROOT, 'libs', 'telegram-emulator');

const filesIn = (folder: string, suffix: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(suffix))
    .map((name) => readFileSync(join(folder, name), 'utf8'));

/** Every method of the Bot API that a lib names in its sources. */
function methodsUsed(): string[] {
  const { methods } = JSON.parse(readFileSync(join(EMULATOR, 'src', 'schema', 'bot-api-schema.json'), 'utf8')) as {
    methods: Record<string, unknown>;
  };
  const libs = readdirSync(join(ROOT, 'libs')).filter((name) => !['telegram-emulator', 'sdk'].includes(name));
  const sources = libs.flatMap((name) => filesIn(join(ROOT, 'libs', name, 'src'), '.ts'));
  const words = new Set(sources.flatMap((source) => [...source.matchAll(/'([a-z]+[A-Z]\w+)'/g)].map(([, word = '']) => word)));
  return Object.keys(methods).filter((method) => words.has(method));
}

it('what the emulator answers to every method that we call is held against a source', () => {
  const tables = filesIn(join(EMULATOR, 'conformance'), '.json').join('\n');
  const used = methodsUsed();
  expect(used.length).toBeGreaterThan(25);
  expect(used.filter((method) => !tables.includes(`"method": "${method}"`))).toEqual([]);
});
