import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { Client, DatabaseError } from 'pg';

/** A database of one test file: migrated, empty, its own. */
export interface TestDatabase {
  readonly url: string;
  /** Removes it with whatever is connected to it. */
  drop(): Promise<void>;
}

const CLONE_LOCK = 7_301;
const OBJECT_IN_USE = '55006';

/** Copies the migrated template, in some tens of milliseconds. Call it once per test file, and drop the copy at its end. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const admin = fromSetup('CHAPPE_TEST_ADMIN_URL');
  const template = fromSetup('CHAPPE_TEST_TEMPLATE');
  const name = scratchName('test');
  // copies made at the same time would only wait for each other's disk, or find the template busy
  await withAdmin(admin, CLONE_LOCK, (client) => clone(client, name, template));
  return {
    url: urlOf(admin, name),
    drop: async () => {
      await withAdmin(admin, null, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}

/** Runs work on the server's own database, one process at a time if a lock is given. */
export async function withAdmin<T>(url: string, lock: number | null, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: 'chappe test support', connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    if (lock !== null) await client.query('select pg_advisory_lock($1)', [lock]);
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The address of another database on the same server. */
export function urlOf(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.toString();
}

/** A name that tells which machine and process made the database, so that a later run knows what was left over. */
export function scratchName(purpose: 'test' | 'building'): string {
  return `${scratchPrefix(purpose)}${String(process.pid)}_${randomBytes(4).toString('hex')}`;
}

/** The part of the name that all scratch databases of this machine share; the pid follows. */
export function scratchPrefix(purpose: 'test' | 'building'): string {
  return `chappe_${purpose}_${createHash('sha256').update(hostname()).digest('hex').slice(0, 6)}_`;
}

async function clone(client: Client, name: string, template: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.query(`create database ${name} template ${template} strategy file_copy`);
      return;
    } catch (error) {
      const busy = error instanceof DatabaseError && error.code === OBJECT_IN_USE;
      if (!busy || attempt === 50) throw error;
      await client.query('select pg_sleep(0.1)'); // the server still ends the session that migrated the template
    }
  }
}

function fromSetup(variable: string): string {
  const value = process.env[variable];
  if (value !== undefined) return value;
  throw new Error(`${variable} is not set: this suite needs test/support/global-setup.ts as its globalSetup (jest.config.cjs).`);
}
