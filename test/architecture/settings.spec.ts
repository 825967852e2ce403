import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { declaredVariables } from '@app/platform';
import '../../apps/standalone/src/standalone.module';

/** Read by the start command, the sandbox or compose, before or beside the settings of the libs. */
const READ_ELSEWHERE = [
  'DATA_DIR',
  'POSTGRES_PASSWORD',
  'SANDBOX_BOT_USERNAME',
  'SANDBOX_HOST',
  'SANDBOX_LIMITS',
  'SANDBOX_PORT',
  'SANDBOX_STATE',
];

const lines = readFileSync(join(__dirname, '..', '..', '.env.example'), 'utf8').split('\n');

/** Each variable of the file with the line before it, which says what it is for. */
const described = lines.flatMap((line, index) => {
  const [, name] = /^#? ?([A-Z][A-Z0-9_]+)=/.exec(line) ?? [];
  return name === undefined ? [] : [{ name, above: lines.slice(0, index) }];
});

/** The nearest line above that is not itself a variable: variables that belong together share a comment. */
function commentOf(above: readonly string[]): string {
  return above.findLast((line) => !/^#? ?[A-Z][A-Z0-9_]+=/.test(line)) ?? '';
}

it('every setting stands in .env.example once', () => {
  const names = described.map(({ name }) => name);
  expect(declaredVariables().length).toBeGreaterThan(15);
  expect(declaredVariables().filter((name) => !names.includes(name))).toEqual([]);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

it('says of each what it is for', () => {
  expect(described.filter(({ above }) => !/^# \S+ \S+/.test(commentOf(above))).map(({ name }) => name)).toEqual([]);
});

it('nothing stands in .env.example that nobody reads', () => {
  const known = [...declaredVariables(), ...READ_ELSEWHERE];
  expect(described.map(({ name }) => name).filter((name) => !known.includes(name))).toEqual([]);
});
