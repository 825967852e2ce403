import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { EmbeddedPostgres } from '../../apps/standalone/src/embedded/embedded-postgres';
import { compileDatabaseUser, removeDatabaseUser } from './other-process';

export const WRITE = 'create table kept (word text); insert into kept values ($$still here$$)';
export const READ = 'select word from kept';
export const KEPT = [{ word: 'still here' }];

/** A fresh place for an embedded database per test. */
export interface DatabaseFolder {
  /** The folder above, which everybody may enter. */
  parent: string;
  /** Where the database shall live; not there yet. */
  directory: string;
  /** Released after the test. */
  started: EmbeddedPostgres[];
  /** Starts the database in this process. */
  start(): Promise<EmbeddedPostgres>;
}

/** Gives each test of this file a folder, and clears it away afterwards. */
export function useFolder(): DatabaseFolder {
  const folder: DatabaseFolder = {
    parent: '',
    directory: '',
    started: [],
    start: async () => {
      const database = await EmbeddedPostgres.start({ directory: folder.directory, options: { fsync: 'off' } });
      folder.started.push(database);
      return database;
    },
  };
  beforeAll(compileDatabaseUser);
  afterAll(removeDatabaseUser);
  beforeEach(async () => {
    folder.parent = await mkdtemp(join(tmpdir(), 'chappe-embedded-'));
    await chmod(folder.parent, 0o755);
    folder.directory = join(folder.parent, 'postgres');
  });
  afterEach(async () => {
    for (const database of folder.started.splice(0)) await database.release();
    // A helper process of a server that was killed may still write its last file.
    await rm(folder.parent, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });
  return folder;
}

/** One statement on a connection of its own. */
export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** Repeats what fails until it succeeds, for 15 seconds at most. */
export async function eventually<T>(what: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    try {
      return await what();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await pause(20);
    }
  }
}

/** The process id of the server that works in the folder. */
export async function postmasterPid(directory: string): Promise<number> {
  return Number((await readFile(join(directory, 'data', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}
