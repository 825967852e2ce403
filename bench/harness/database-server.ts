import { join } from 'node:path';
import { EmbeddedPostgres } from '../../apps/standalone/src/embedded/embedded-postgres';
import globalSetup from '../../test/support/global-setup';
import type { Ends } from './ends';

const DIRECTORY = join(__dirname, '..', '..', '.cache', 'bench-postgres');

/**
 * A server with the migrated template of the tests, but one that keeps what it commits: the tests' own waits for no disk,
 * which would hide who writes and who only reads. TEST_DATABASE_URL names another one.
 */
export async function prepareDatabaseServer(ends: Ends): Promise<void> {
  if ((process.env.TEST_DATABASE_URL ?? '') === '') {
    const server = await EmbeddedPostgres.start({ directory: DIRECTORY });
    ends.add(() => server.release());
    process.env.TEST_DATABASE_URL = server.url;
  }
  await globalSetup();
}
