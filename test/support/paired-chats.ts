import type { Person } from '@app/telegram-emulator';
import type { TestAccount, TestChappe } from './chappe';
import { waitFor } from './wait-for';

/** A person's chat with the house bot, and Chappe's id of it. */
export interface PairedChat {
  readonly person: Person;
  readonly chatId: string;
}

/** Many people whose chats belong to an account, as if each had been paired; everything is said in them. */
export async function pairedChats(chappe: TestChappe, account: TestAccount, count: number): Promise<PairedChat[]> {
  const people = Array.from({ length: count }, (_, i) => chappe.person(`${account.name} ${String(i)}`));
  for (const person of people) await person.send(chappe.bot, '/start');
  const ids = people.map(({ id }) => id);
  const chats = await waitFor('the bot to have met them', async () => {
    const rows = await chappe.sql.rows<{ id: string; telegram_id: string }>(
      `update chats set account_id = $1, pairing_id = gen_random_uuid(), paired_at = now()
       where telegram_id = any($2::bigint[]) returning id, telegram_id`,
      [account.id, ids],
    );
    return rows.length === count && new Map(rows.map((row) => [Number(row.telegram_id), row.id]));
  });
  await everythingSent(chappe);
  return people.map((person) => ({ person, chatId: chats.get(person.id) ?? '' }));
}

/** Resolves when no message waits in a lane any more. */
export async function everythingSent(chappe: TestChappe): Promise<void> {
  await waitFor(
    'everything to be sent',
    async () => (await chappe.sql.rows('select 1 from lanes where open > 0')).length === 0,
    30_000,
  );
}
