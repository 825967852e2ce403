import { TestChappe, type TestAccount } from '../../support/chappe';
import { pairedPerson } from '../../support/messages';
import { waitFor } from '../../support/wait-for';

let chappe: TestChappe;
let ann: TestAccount;

beforeAll(async () => {
  chappe = await TestChappe.start({ paced: true });
  ann = await chappe.register('ann');
});

afterAll(() => chappe.stop());

it('a 429 of five minutes holds its chat to the second, over a restart as well, and no other', async () => {
  const [held, free] = [await pairedPerson(chappe, ann, 'held'), await pairedPerson(chappe, ann, 'free')];
  const callsToHeld = () =>
    chappe.telegram.callsOf('sendMessage').filter(({ params }) => params.chat_id === held.person.id).length;
  chappe.telegram.fault({ on: { method: 'sendMessage', chatId: held.person.id }, do: { floodWait: 300 }, times: 1 });
  const id = await held.messages.send('later');
  await held.messages.when(id, ({ waitingFor }) => waitingFor === 'rate_limit');
  const refusedAt = Date.now();
  const calls = callsToHeld();
  await chappe.restart();
  await held.messages.send('behind it');
  expect(await free.messages.ended(await free.messages.send('at once'))).toMatchObject({ status: 'sent' });
  expect(callsToHeld()).toBe(calls);
  const { estimatedSendAt, attempt } = await held.messages.get(id);
  const seconds = (Date.parse(estimatedSendAt ?? '') - refusedAt) / 1_000;
  expect(seconds).toBeGreaterThan(295);
  expect(seconds).toBeLessThan(301);
  expect(attempt).toBe(1);
  await chappe.sql.rows("update lanes set ready_at = ready_at - interval '300 seconds' where chat_id = $1", [held.chatId]);
  expect(await held.messages.ended(id)).toMatchObject({ status: 'sent', possibleDuplicate: false });
});

it('a 429 of five minutes to many chats at once holds the bot, over a restart as well', async () => {
  const people = await Promise.all(['a', 'b', 'c', 'd'].map((key) => pairedPerson(chappe, ann, key)));
  const bystander = await pairedPerson(chappe, ann, 'bystander');
  await chappe.sql.rows('update budgets set calls = 0');
  const flood = chappe.telegram.fault({ on: { method: 'sendMessage', botId: chappe.bot.id }, do: { floodWait: 300 } });
  for (const { messages } of people) await messages.send('into the flood');
  const held = "select 1 from budgets where held_until > now() + interval '290 seconds'";
  await waitFor('the bot to be held', async () => (await chappe.sql.rows(held)).length === 1);
  flood.clear();
  await chappe.restart();
  const calls = chappe.telegram.callsOf('sendMessage').length;
  const id = await bystander.messages.send('waits, too');
  const { estimatedSendAt } = await bystander.messages.get(id);
  expect(Date.parse(estimatedSendAt ?? '') - Date.now()).toBeGreaterThan(280_000);
  expect(chappe.telegram.callsOf('sendMessage').length).toBe(calls);
  await chappe.sql.rows('update budgets set held_until = now()');
  expect(await bystander.messages.ended(id)).toMatchObject({ status: 'sent' });
});
