import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillSecrets } from '../../apps/standalone/src/embedded/secrets';

let file: string;

beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'chappe-secrets-')), 'data', 'secrets.json');
});

afterEach(() => rm(join(file, '..', '..'), { recursive: true, force: true }));

async function filled(environment: NodeJS.ProcessEnv = {}): Promise<NodeJS.ProcessEnv> {
  await fillSecrets(environment, file);
  return environment;
}

it('makes up both secrets once, long enough, in a file that only its owner may read', async () => {
  const first = await filled();
  expect(Buffer.from(first.JWT_SECRET ?? '', 'base64url')).toHaveLength(48);
  const [, key = ''] = /^k1:(.*)$/.exec(first.ENCRYPTION_KEYS ?? '') ?? [];
  expect(Buffer.from(key, 'base64')).toHaveLength(32);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await filled()).toEqual(first);
});

it('gives all processes that start at once the same secrets', async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () => filled()));
  expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(1);
});

it('leaves what is set, counts an empty variable as missing, and writes nothing when both are set', async () => {
  const both = await filled({ JWT_SECRET: 'mine', ENCRYPTION_KEYS: 'k7:mine' });
  expect(both).toEqual({ JWT_SECRET: 'mine', ENCRYPTION_KEYS: 'k7:mine' });
  await expect(stat(file)).rejects.toThrow('ENOENT');

  const one = await filled({ JWT_SECRET: 'mine', ENCRYPTION_KEYS: ' ' });
  expect(one.JWT_SECRET).toBe('mine');
  expect(one.ENCRYPTION_KEYS).toMatch(/^k1:/);
});

it('refuses a damaged file without showing what is in it, and does not replace it', async () => {
  await filled();
  await writeFile(file, '{"JWT_SECRET": "precious"');
  await expect(filled()).rejects.toThrow(/damaged: .*secrets\.json\n[^]*Put back a copy/);
  await expect(filled()).rejects.not.toThrow('precious');
  expect(await readFile(file, 'utf8')).toContain('precious');
});
