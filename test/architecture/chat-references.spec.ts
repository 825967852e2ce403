import { ChatReferencesRegistry } from '@app/chat-membership';
import { TestChappe } from '../support/chappe';

/** What a merge of chats moves by itself. */
const OWN = ['memberships', 'topics'];

let chappe: TestChappe;

beforeAll(async () => {
  chappe = await TestChappe.start();
});

afterAll(async () => {
  await chappe.stop();
});

it('every table whose rows refer to chats is answered for when two chats become one', async () => {
  const rows = await chappe.sql.rows<{ name: string }>(
    `select conrelid::regclass::text as name from pg_constraint where contype = 'f' and confrelid = 'chats'::regclass order by name`,
  );
  const answered = chappe.app.get(ChatReferencesRegistry, { strict: false }).all.flatMap(({ tables }) => tables);
  expect(rows.map(({ name }) => name)).toEqual([...answered, ...OWN].toSorted());
});
