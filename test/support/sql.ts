import { Pool, type QueryResultRow } from 'pg';

/** Looks into the database of a test, past all of Chappe's own code. */
export class Sql {
  private readonly pool: Pool;

  constructor(url: string) {
    this.pool = new Pool({ connectionString: url, max: 4 });
    this.pool.on('error', () => undefined);
  }

  async rows<Row extends QueryResultRow>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return (await this.pool.query<Row>(sql, [...parameters])).rows;
  }

  async count(table: string): Promise<number> {
    const [row] = await this.rows<{ count: string }>(`select count(*) from ${table}`);
    return Number(row?.count);
  }

  /** Holds a table from everybody else, until the function that it answers is called. */
  async lock(table: string): Promise<() => Promise<void>> {
    const client = await this.pool.connect();
    await client.query(`begin; lock table ${table} in access exclusive mode`);
    return async () => {
      await client.query('rollback');
      client.release();
    };
  }

  /** How many statements wait for a table. */
  async waiting(table: string): Promise<number> {
    return await this.count(`pg_locks where not granted and relation = '${table}'::regclass`);
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
