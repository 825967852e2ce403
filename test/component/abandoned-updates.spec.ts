import type { Person } from '@app/telegram-emulator';
import { TestChappe } from '../support/chappe';
import { holding } from '../support/holding';
import { waitFor } from '../support/wait-for';

let chappe: TestChappe;

beforeAll(async () => {
  chappe = await TestChappe.start();
});

afterAll(async () => {
  await chappe.stop();
});

const updatesOf = ({ id }: Person) =>
  chappe.sql.rows<{ status: string; tries: number; error: string | null }>(
    'select status, tries, error from updates where person = $1 order by id',
    [id],
  );
const statusesOf = async (person: Person): Promise<string[]> => (await updatesOf(person)).map(({ status }) => status);

/** Somebody who is known, and of whom nobody may write anything until `letGo` is called. */
async function heldPerson(name: string): Promise<{ person: Person; letGo: () => Promise<void> }> {
  const person = chappe.person(name);
  await chappe.readCode(person);
  await waitFor('the update to be processed', async () => (await statusesOf(person))[0] === 'processed');
  return { person, letGo: await holding(`select from telegram_users where telegram_id = ${String(person.id)} for update`) };
}

/** Ends the connections that wait for a lock, as if the process that holds them had died. Returns how many there were. */
async function cutWaiting(): Promise<number> {
  const cut = await chappe.sql.rows(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock' and application_name = 'chappe'`,
  );
  return cut.length;
}

const begun = () => chappe.sql.rows('select times from updates_begun');

it('an update from which nobody comes back is parked, and its chat and others go on', async () => {
  const { person, letGo } = await heldPerson('deadly');
  await person.send(chappe.bot, '/start');
  await person.send(chappe.bot, '/start');
  await waitFor('the update to be parked', async () => {
    await cutWaiting();
    return (await statusesOf(person))[1] === 'failed';
  });
  await chappe.readCode(chappe.person('neighbour'));
  await letGo();
  await waitFor('the next update of the chat', async () => (await statusesOf(person))[2] === 'processed');
  expect((await updatesOf(person))[1]).toEqual({
    status: 'failed',
    tries: 4,
    error: 'The process ended, or lost its database, 4 times while it handled this update.',
  });
  expect(await begun()).toEqual([]);
});

it('an update that was cut off once takes effect once, and nothing is held against it', async () => {
  const { person, letGo } = await heldPerson('unlucky');
  const { messageId } = await person.send(chappe.bot, '/start');
  await waitFor('the update to be cut off', async () => (await cutWaiting()) > 0);
  expect(await begun()).toEqual([{ times: 1 }]);
  await letGo();
  await person.expectMessage(chappe.bot, /Your code is/, { after: messageId });
  await waitFor('the update to be processed', async () => (await statusesOf(person))[1] === 'processed');
  expect(await updatesOf(person)).toMatchObject([{ tries: 1 }, { tries: 1, error: null }]);
  expect(await begun()).toEqual([]);
});
