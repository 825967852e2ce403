import { Client } from 'pg';

/** Holds what a statement locks, e.g. `lock table accounts` or `select … for update`, until the result is called. */
export async function holding(statement: string, url = process.env.DATABASE_URL): Promise<() => Promise<void>> {
  const client = new Client({ connectionString: url, application_name: 'chappe test support' });
  await client.connect();
  await client.query('begin');
  await client.query(statement);
  return () => client.end();
}
