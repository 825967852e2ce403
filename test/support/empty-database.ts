import { scratchName, urlOf, withAdmin, type TestDatabase } from './database';

/** A database with nothing in it, as an operator creates one. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const admin = process.env.CHAPPE_TEST_ADMIN_URL ?? '';
  const name = scratchName('test');
  await withAdmin(admin, null, (client) => client.query(`create database ${name} template template0`));
  return {
    url: urlOf(admin, name),
    drop: async () => {
      await withAdmin(admin, null, (client) => client.query(`drop database if exists ${name} with (force)`));
    },
  };
}
