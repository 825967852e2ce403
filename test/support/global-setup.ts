import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Client } from 'pg';
import { scratchName, scratchPrefix, urlOf, withAdmin } from './database';
import { startTestServer } from './test-server';

const ROOT = join(__dirname, '..', '..');
const MIGRATE = join(ROOT, 'dist', 'apps', 'api', 'src', 'migrate.js');
const TEMPLATE_LOCK = 7_300;
/** Another run in this checkout may still copy the template of a moment ago. */
const OLD_TEMPLATES_KEPT = 2;

const run = promisify(execFile);

/** Runs once before all suites: a server (TEST_DATABASE_URL, or an embedded one) with a migrated template on it. */
export default async function globalSetup(): Promise<void> {
  if (process.env.CHAPPE_TEST_TEMPLATE !== undefined) return;
  const given = process.env.TEST_DATABASE_URL ?? '';
  const admin = given === '' ? await startTestServer() : given;
  const sources = await migrationSources();
  const template = `chappe_template_${await hashOf(sources)}`;
  await withAdmin(admin, TEMPLATE_LOCK, async (client) => {
    if (!(await exists(client, template))) await createTemplate(client, admin, template, sources);
    await dropLeftovers(client, template);
  });
  process.env.CHAPPE_TEST_ADMIN_URL = admin;
  process.env.CHAPPE_TEST_TEMPLATE = template;
}

async function createTemplate(client: Client, admin: string, template: string, sources: string[]): Promise<void> {
  await buildIfStale(sources);
  const fresh = scratchName('building');
  await client.query(`create database ${fresh} template template0`);
  try {
    await run(process.execPath, ['--enable-source-maps', MIGRATE], {
      cwd: ROOT,
      env: { ...process.env, DATABASE_URL: urlOf(admin, fresh) },
    });
  } catch (error) {
    await client.query(`drop database ${fresh} with (force)`);
    throw new Error('The migrations failed on an empty database (see the cause); no suite that needs one can run.', {
      cause: error,
    });
  }
  await client.query(`alter database ${fresh} rename to ${template}`);
}

/** `npm test` has built already; this is for who runs jest by hand after a change of a migration. */
async function buildIfStale(sources: string[]): Promise<void> {
  const built = existsSync(MIGRATE) ? (await stat(MIGRATE)).mtimeMs : 0;
  const changed = await Promise.all(sources.map(async (file) => (await stat(file)).mtimeMs));
  if (built > Math.max(0, ...changed)) return;
  await run(process.execPath, [join(ROOT, 'scripts', 'prepare.mjs'), '--build'], { cwd: ROOT });
}

async function dropLeftovers(client: Client, current: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    'select datname as name from pg_database where not datistemplate order by oid desc',
  );
  const names = rows.map((row) => row.name);
  const old = names.filter((name) => name.startsWith('chappe_template_') && name !== current).slice(OLD_TEMPLATES_KEPT);
  const orphans = names.filter((name) =>
    (['test', 'building'] as const).some((purpose) => isOrphan(name, scratchPrefix(purpose))),
  );
  for (const name of [...old, ...orphans]) await client.query(`drop database if exists ${name} with (force)`);
}

/** A scratch database whose process is gone. */
function isOrphan(name: string, prefix: string): boolean {
  if (!name.startsWith(prefix)) return false;
  try {
    process.kill(Number(name.slice(prefix.length).split('_')[0]), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

async function exists(client: Client, name: string): Promise<boolean> {
  return (await client.query('select 1 from pg_database where datname = $1', [name])).rowCount === 1;
}

/** Everything that decides what the template holds. */
async function migrationSources(): Promise<string[]> {
  const inLibs = await readdir(join(ROOT, 'libs'), { recursive: true });
  const migrations = inLibs.filter((file) => file.endsWith('.migration.ts')).map((file) => join('libs', file));
  const files = [...migrations, join('apps', 'api', 'src', 'migrations.ts')].sort().map((file) => join(ROOT, file));
  return files.filter((file) => existsSync(file));
}

async function hashOf(files: string[]): Promise<string> {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file.slice(ROOT.length)).update(await readFile(file));
  return hash.digest('hex').slice(0, 12);
}
