import { DataSource, getMetadataArgsStorage, type MigrationInterface } from 'typeorm';
import { SnakeCase } from './snake-case';

export type Migration = new () => MigrationInterface;

export interface DataSourceSettings {
  readonly url: string;
  /** Statements may take as long as they want: an index over millions of rows, say. */
  readonly patient?: boolean;
  /** Connections at most. */
  readonly poolSize?: number;
  readonly migrations?: readonly Migration[];
  /** A pool's idle connection broke, e.g. because the database was restarted. pg replaces it by itself. */
  readonly onPoolError?: (error: Error) => void;
}

/** A data source that knows every entity of the libs that were loaded. */
export function createDataSource({
  url,
  patient = false,
  poolSize = 10,
  migrations = [],
  onPoolError,
}: DataSourceSettings): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    poolSize,
    applicationName: 'chappe',
    entities: getMetadataArgsStorage().tables.map((table) => table.target),
    migrations: [...migrations],
    migrationsTableName: 'migrations',
    namingStrategy: new SnakeCase(),
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
    // An unheard 'error' of an idle connection would end the process.
    poolErrorHandler: (error: Error) => onPoolError?.(error),
    extra: {
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      // Ours is a bit longer than the server's: it ends what a half-open connection would wait for without end.
      ...(!patient && { statement_timeout: 30_000, query_timeout: 35_000 }),
      idle_in_transaction_session_timeout: 60_000,
    },
  });
}
