import { PersonDataRegistry } from '@app/updates';
import { TestChappe } from '../support/chappe';

let chappe: TestChappe;

beforeAll(async () => {
  chappe = await TestChappe.start();
});

afterAll(async () => {
  await chappe.stop();
});

/** Kept about people on purpose: who is forgotten, and raw updates, which are emptied with them. */
const KNOWN = ['bots', 'forgotten_people', 'updates'];

/** Tables whose rows tell of a person or a chat on Telegram. */
async function tablesOfPeople(): Promise<string[]> {
  const rows = await chappe.sql.rows<{ name: string }>(
    `select conrelid::regclass::text as name from pg_constraint
     where contype = 'f' and confrelid in ('telegram_users'::regclass, 'chats'::regclass)
     union
     select table_name from information_schema.columns
     where table_schema = 'public' and column_name in ('telegram_id', 'person')
     order by name`,
  );
  return rows.map(({ name }) => name);
}

/** What would be left of somebody who wants to be forgotten. */
async function left(): Promise<string[]> {
  const answered = chappe.app.get(PersonDataRegistry, { strict: false }).all.flatMap(({ tables }) => tables);
  return (await tablesOfPeople()).filter((name) => ![...answered, ...KNOWN].includes(name));
}

it('every table that tells of people is forgotten by some lib', async () => {
  expect((await tablesOfPeople()).length).toBeGreaterThan(6);
  expect(await left()).toEqual([]);
});

it.each([
  ['refers to people', 'whoever uuid references telegram_users'],
  ['refers to chats', 'wherever uuid references chats'],
  ["has Telegram's id", 'telegram_id bigint'],
])('a new table that %s is missed', async (_, column) => {
  await chappe.sql.rows(`create table invented (${column})`);
  try {
    expect(await left()).toEqual(['invented']);
  } finally {
    await chappe.sql.rows('drop table invented');
  }
});
