import { AsyncLocalStorage } from 'node:async_hooks';
import type { Pool, PoolClient, QueryResultRow } from 'pg';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver';
import type { DataSource, EntityManager, EntityTarget, ObjectLiteral, Repository } from 'typeorm';
import { isWorthRepeating } from '../errors/postgres-errors';

interface Unit {
  readonly manager: EntityManager;
  readonly afterCommit: (() => void)[];
}

/** What the driver answers: the rows, and how many were touched. */
export interface Touched<Row> {
  readonly rows: Row[];
  readonly count: number;
}

const MOST_RUNS = 4;

/**
 * The way to the data. Whoever asks inside `transaction` takes part in it, however deep the call;
 * nobody hands a connection around.
 */
export class Database {
  private readonly units = new AsyncLocalStorage<Unit | undefined>();
  private readonly names = new Map<string, string>();

  constructor(readonly source: DataSource) {}

  /**
   * Runs the work in one transaction; inside another one it joins it. A deadlock or serialisation failure rolls back
   * and runs the work again, at most three times, so the work must not reach outside the database.
   */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    if (this.units.getStore()) return await work();
    return await this.ownTransaction(work);
  }

  /** Like `transaction`, but apart from one that may be running: it stays although that one fails. */
  async ownTransaction<T>(work: () => Promise<T>): Promise<T> {
    for (let run = 1; ; run++) {
      try {
        return await this.runOnce(work);
      } catch (error) {
        if (run === MOST_RUNS || !isWorthRepeating(error)) throw error;
      }
    }
  }

  /** Runs the work as if no transaction were running: each of its statements stays, whatever becomes of that one. */
  async apart<T>(work: () => Promise<T>): Promise<T> {
    return await this.units.run(undefined, work);
  }

  /** Calls back when the running transaction has committed; at once when there is none. */
  afterCommit(callback: () => void): void {
    const unit = this.units.getStore();
    if (unit) unit.afterCommit.push(callback);
    else callback();
  }

  /** The TypeORM repository of an entity, inside the running transaction if there is one. */
  of<Entity extends ObjectLiteral>(entity: EntityTarget<Entity>): Repository<Entity> {
    return this.manager.getRepository(entity);
  }

  /** The rows of a statement. */
  async rows<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return (await this.run<Row>(sql, parameters)).rows;
  }

  /**
   * Runs a statement and tells how many rows it touched, and what it returned. It is prepared once per connection under
   * a name of its own: planning would cost more than running most of them. So a text must be one of few, never put
   * together from what somebody sent.
   */
  async run<Row = never>(sql: string, parameters: readonly unknown[] = []): Promise<Touched<Row>> {
    const runner = this.units.getStore()?.manager.queryRunner;
    const connection = runner ? ((await runner.connect()) as PoolClient) : this.pool;
    const { rows, rowCount } = await connection.query<Row & QueryResultRow>({
      name: this.nameOf(sql),
      text: sql,
      values: [...parameters],
    });
    return { rows, count: rowCount ?? 0 };
  }

  /** Ends every connection. */
  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }

  private get pool(): Pool {
    return (this.source.driver as PostgresDriver).master as Pool;
  }

  private nameOf(sql: string): string {
    const known = this.names.get(sql);
    if (known !== undefined) return known;
    const name = `chappe_${this.names.size}`;
    this.names.set(sql, name);
    return name;
  }

  private get manager(): EntityManager {
    return this.units.getStore()?.manager ?? this.source.manager;
  }

  private async runOnce<T>(work: () => Promise<T>): Promise<T> {
    const afterCommit: (() => void)[] = [];
    const result = await this.source.transaction((manager) => this.units.run({ manager, afterCommit }, work));
    for (const callback of afterCommit) callback();
    return result;
  }
}
