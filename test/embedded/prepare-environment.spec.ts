import { chmod, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { prepareEnvironment, type EmbeddedServices } from '../../apps/standalone/src/embedded/prepare-environment';

const TOKEN = '1:a bot of our own';

let folder: string;
let before: string;
const prepared: EmbeddedServices[] = [];

beforeEach(async () => {
  before = process.cwd();
  folder = await mkdtemp(join(tmpdir(), 'chappe-prepare-'));
  await chmod(folder, 0o755);
  process.chdir(folder);
});

afterEach(async () => {
  process.chdir(before);
  for (const services of prepared.splice(0)) await services.stop();
  await rm(folder, { recursive: true, force: true });
});

async function prepare(environment: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  prepared.push(await prepareEnvironment(environment));
  return environment;
}

it('brings a database and secrets when nothing is set, and keeps both for the next start', async () => {
  const environment = await prepare({ BOT_TOKEN: TOKEN });
  expect(environment).toMatchObject({ DATA_DIR: '.data', CHAPPE_EMBEDDED: 'on', BOT_TOKEN: TOKEN });
  expect(environment).not.toHaveProperty('TELEGRAM_API_ROOT');
  expect(environment).not.toHaveProperty('PUBLIC_URL');

  const client = new Client({ connectionString: environment.DATABASE_URL ?? '' });
  await client.connect();
  await client.end();
  expect(await prepare({ BOT_TOKEN: TOKEN })).toEqual(environment);
});

it('leaves a database of ours alone: no secret is made up, nothing is started, no folder appears', async () => {
  const given = { DATABASE_URL: 'postgres://elsewhere/chappe', BOT_TOKEN: TOKEN };
  expect(await prepare({ ...given })).toEqual({ ...given, DATA_DIR: '.data' });
  await expect(stat('.data')).rejects.toThrow('ENOENT');
});

it('reads .env, where what is set already wins', async () => {
  await writeFile('.env', 'DATABASE_URL="postgres://from-file/chappe"\nBOT_TOKEN=1:file # a comment\nPORT=4000\n');
  const environment = await prepare({ PORT: '5000' });
  expect(environment).toMatchObject({ DATABASE_URL: 'postgres://from-file/chappe', BOT_TOKEN: '1:file', PORT: '5000' });
});

it('stops the database again when the sandbox cannot start', async () => {
  const environment: NodeJS.ProcessEnv = { PORT: '65535' };
  await expect(prepareEnvironment(environment)).rejects.toThrow('SANDBOX_PORT is not a port: 65536');
  const client = new Client({ connectionString: environment.DATABASE_URL ?? '' });
  await expect(client.connect()).rejects.toThrow('ECONNREFUSED');
});
