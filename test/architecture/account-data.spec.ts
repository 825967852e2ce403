import type { INestApplicationContext, Type } from '@nestjs/common';
import { AccountDataRegistry } from '@app/auth';
import { createHttpApp } from '@app/platform';
import { ApiModule } from '../../apps/api/src/api.module';
import { WorkerModule } from '../../apps/worker/src/worker.module';
import { TestChappe } from '../support/chappe';

let chappe: TestChappe;

beforeAll(async () => {
  chappe = await TestChappe.start();
});

afterAll(async () => {
  await chappe.stop();
});

/** Names of the tables that some lib answers for. */
function answeredFor(app: INestApplicationContext): string[] {
  return app.get(AccountDataRegistry, { strict: false }).all.flatMap(({ tables }) => tables);
}

/** Tables whose rows may belong to an account: they refer to one, or have a column that is named as if they did. */
async function tablesOfAccounts(): Promise<string[]> {
  const rows = await chappe.sql.rows<{ name: string }>(
    `select conrelid::regclass::text as name from pg_constraint where contype = 'f' and confrelid = 'accounts'::regclass
     union
     select table_name from information_schema.columns
     where table_schema = 'public' and column_name in ('account_id', 'owner_id', 'actor_id')
     order by name`,
  );
  return rows.map(({ name }) => name);
}

/** What belongs to accounts and would be neither exported nor erased. */
async function forgotten(): Promise<string[]> {
  const known = answeredFor(chappe.app);
  return (await tablesOfAccounts()).filter((name) => !known.includes(name));
}

it('every table whose rows belong to accounts is exported and erased by some lib', async () => {
  expect((await tablesOfAccounts()).length).toBeGreaterThan(6);
  expect(await forgotten()).toEqual([]);
});

it.each([
  ['refers to accounts', 'whoever uuid references accounts'],
  ['has the id of an account without referring to it', 'account_id uuid'],
  ['has an owner', 'owner_id uuid'],
])('a new table that %s is missed', async (_, column) => {
  await chappe.sql.rows(`create table invented (${column})`);
  try {
    expect(await forgotten()).toEqual(['invented']);
  } finally {
    await chappe.sql.rows('drop table invented');
  }
});

it('no lib answers for a table that does not exist', async () => {
  const tables = await chappe.sql.rows<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const names = tables.map(({ name }) => name);
  expect(answeredFor(chappe.app).filter((name) => !names.includes(name))).toEqual([]);
});

it.each<[string, Type]>([
  ['the API, which exports', ApiModule],
  ['a worker, which erases', WorkerModule],
])('%s knows all of it also as a process of its own', async (_, module) => {
  const process = await createHttpApp(module);
  const known = answeredFor(process).sort();
  await process.close();
  expect(known).toEqual(answeredFor(chappe.app).sort());
});
