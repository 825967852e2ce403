import 'reflect-metadata';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ColumnMetadata } from 'typeorm/metadata/ColumnMetadata';
import { createDataSource } from '@app/platform';
import { migrations } from '../../apps/api/src/migrations';
import { createTestDatabase, type TestDatabase } from '../support/database';
import { Sql } from '../support/sql';

/** Tables that no entity stands for: only statements in repositories use them. */
const WITHOUT_ENTITY = [
  'budgets',
  'chat_decisions',
  'file_chunks',
  'forgotten_people',
  'command_menus',
  'guesses',
  'idempotency_keys',
  'lanes',
  'leases',
  'memberships',
  'message_books',
  'token_books',
  'migrations',
  'pairing_codes',
  'telegram_files',
  'telegram_user_meetings',
  'topics',
  'updates',
  'updates_begun',
];

/** What PostgreSQL calls a type that entities name more shortly. */
const LONG_NAMES: Record<string, string> = { timestamptz: 'timestamp with time zone' };

let database: TestDatabase;
let sql: Sql;

beforeAll(async () => {
  const libs = join(__dirname, '..', '..', 'libs');
  const files = readdirSync(libs, { recursive: true, encoding: 'utf8' });
  // Also those that a repository does without.
  for (const file of files.filter((one) => one.endsWith('.entity.ts'))) await import(join(libs, file));
  database = await createTestDatabase();
  sql = new Sql(database.url);
});

afterAll(async () => {
  await sql.close();
  await database.drop();
});

/** Each column as one line: table, name, type, and whether it may be null. */
async function migrated(): Promise<string[]> {
  const rows = await sql.rows<{ line: string }>(
    `select concat_ws(' ', table_name, column_name, data_type, case is_nullable when 'YES' then 'null' else 'not null' end) as line
     from information_schema.columns where table_schema = 'public' and table_name <> all($1)`,
    [WITHOUT_ENTITY],
  );
  return rows.map(({ line }) => line).sort();
}

async function declared(): Promise<string[]> {
  const source = createDataSource({ url: database.url, poolSize: 1 });
  await source.initialize();
  try {
    const lines = source.entityMetadatas.flatMap(({ tableName, columns }) =>
      columns.filter(isKept).map(({ databaseName, type, isNullable, isArray }) => {
        const name = isArray ? 'ARRAY' : String(type);
        return [tableName, databaseName, LONG_NAMES[name] ?? name, isNullable ? 'null' : 'not null'].join(' ');
      }),
    );
    return lines.sort();
  } finally {
    await source.destroy();
  }
}

/** What is worked out when it is read has no column. */
function isKept({ isVirtualProperty }: ColumnMetadata): boolean {
  return !isVirtualProperty;
}

it('migrations make exactly the columns that entities have', async () => {
  const columns = await declared();
  expect(columns.length).toBeGreaterThan(50);
  expect(await migrated()).toEqual(columns);
});

it('every table has an entity, or is known to need none', async () => {
  const tables = await sql.rows<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const names = new Set(tables.map(({ name }) => name));
  expect(WITHOUT_ENTITY.filter((name) => !names.has(name))).toEqual([]);
});

it('every migration is written in the order in which it runs', () => {
  const times = migrations.map((migration) => Number(/(\d{13})$/.exec(new migration().name ?? '')?.[1]));
  expect(times).toEqual(times.toSorted((one, other) => one - other));
  expect(new Set(times).size).toBe(times.length);
});
