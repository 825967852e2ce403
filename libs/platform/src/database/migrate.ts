import { createDataSource, type Migration } from './data-source';

/** The key of the advisory lock under which only one process migrates at a time. */
const MIGRATION_LOCK = 7_162_017_941;

/**
 * Applies what is missing, each migration in its own transaction, under a lock, so that several processes may start
 * at once.
 *
 * @returns the names of the migrations that were applied.
 */
export async function migrate(url: string, migrations: readonly Migration[]): Promise<string[]> {
  const source = createDataSource({ url, poolSize: 2, migrations, patient: true });
  await source.initialize();
  const guard = source.createQueryRunner();
  try {
    await guard.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await source.runMigrations({ transaction: 'each' });
    return applied.map((one) => one.name);
  } finally {
    await guard.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).catch(() => undefined);
    await guard.release();
    await source.destroy();
  }
}

/** Thrown at start when the database lacks migrations that this build needs. */
export class MigrationsPendingError extends Error {
  constructor() {
    super('The database is older than this build. Run `npm run migrate` first.');
  }
}

/** @throws MigrationsPendingError when the database lacks some of these migrations. */
export async function ensureMigrated(url: string, migrations: readonly Migration[]): Promise<void> {
  const source = createDataSource({ url, poolSize: 1, migrations });
  await source.initialize();
  try {
    if (await source.showMigrations()) throw new MigrationsPendingError();
  } finally {
    await source.destroy();
  }
}
