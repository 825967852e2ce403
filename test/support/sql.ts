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

  async close(): Promise<void> {
    await this.pool.end();
  }
}
