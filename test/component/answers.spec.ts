import type { Chat, Person } from '@app/telegram-emulator';
import { TestChappe, type TestAccount } from '../support/chappe';
import { pairedChats } from '../support/paired-chats';
import { settled } from '../support/rolls';
import { waitFor } from '../support/wait-for';
import { WebhookDoor } from '../support/webhook-door';

let chappe: TestChappe;
let ann: TestAccount;
let boss: Person;
let updates = 5_000_000_000;

beforeAll(async () => {
  chappe = await TestChappe.start({ paced: true });
  ann = await chappe.register('ann');
  boss = chappe.person('boss');
});

afterAll(async () => {
  await chappe.stop();
});

/** A group with the bot that is linked with ann. */
async function linkedGroup(title: string, ...members: Person[]): Promise<{ group: Chat; chatId: string }> {
  const group = chappe.telegram.supergroup(title, { owner: boss, members: [chappe.bot, ...members] });
  await boss.in(group).send('/help@house_bot');
  await group.expectMessage(/what I can do/);
  const [row] = await chappe.sql.rows<{ id: string }>(
    'update chats set account_id = $1, pairing_id = gen_random_uuid(), paired_at = now() where telegram_id = $2 returning id',
    [ann.id, group.id],
  );
  return { group, chatId: row?.id ?? '' };
}

const send = (chatId: string, text: string) =>
  chappe.api.post('messages', { type: 'text', text, chatId }, { token: ann.accessToken });
const switchBot = (on: boolean) => chappe.sql.rows('update bots set active = $1', [on]);
const calledAt = (ending: string): number[] =>
  chappe.telegram.callsOf('sendMessage').flatMap(({ params, at }) => (String(params.text).endsWith(ending) ? [at] : []));

/** How many answers wait in a chat. */
async function waiting({ id }: { id: number }): Promise<number> {
  const sql = `select from messages join chats on chats.id = chat_id where telegram_id = $1 and status = 'queued' and messages.account_id is null`;
  return (await chappe.sql.rows(sql, [id])).length;
}

/** An update in which a person writes to the bot in private what somebody else had said. */
function forwarded(person: Person, text: string): Record<string, unknown> {
  const from = { id: person.id, is_bot: false, first_name: person.key };
  const chat = { id: person.id, type: 'private', first_name: person.key };
  const entities = [{ type: 'bot_command', offset: 0, length: text.length }];
  const origin = { type: 'hidden_user', sender_user_name: 'x', date: 1_750_000_000 };
  const date = Math.floor(Date.now() / 1_000);
  updates += 1;
  return { update_id: updates, message: { message_id: updates, date, chat, from, text, entities, forward_origin: origin } };
}

describe('somebody who gives two hundred commands in a group', () => {
  it("delays a message of the account by one answer, and the account's messages keep their order", async () => {
    const flooder = chappe.person('flooder');
    const { group, chatId } = await linkedGroup('Flooded', flooder);
    for (let i = 0; i < 200; i++) await flooder.in(group).send('/help@house_bot');
    await settled(chappe);
    const before = Date.now();
    const [first, second] = [await send(chatId, 'ALERT 1'), await send(chatId, 'ALERT 2')];
    expect([first.status, second.status]).toEqual([202, 202]);
    await waitFor('both to be called', () => Promise.resolve(calledAt('ALERT 2').length === 1), 20_000);
    const [[one = 0], [two = 0]] = [calledAt('ALERT 1'), calledAt('ALERT 2')];
    expect(one - before).toBeLessThan(10_000);
    expect(two).toBeGreaterThan(one);
  }, 60_000);

  it('is given the newest three answers', async () => {
    const flooder = chappe.person('second flooder');
    const { group } = await linkedGroup('Flooded again', flooder);
    await switchBot(false);
    for (const command of ['/me', '/help', '/whereami', '/stats', '/seen']) {
      await flooder.in(group).send(`${command}@house_bot`);
    }
    await settled(chappe);
    for (let i = 0; i < 20; i++) await flooder.in(group).send('/help@house_bot');
    await settled(chappe);
    expect(await waiting(group)).toBe(3);
    const dropped = `select count(*)::int as count from messages join chats on chats.id = chat_id where telegram_id = $1 and messages.status = 'cancelled'`;
    expect((await chappe.sql.rows<{ count: number }>(dropped, [group.id]))[0]?.count).toBeGreaterThanOrEqual(17);
    await switchBot(true);
  });
});

describe('a group in which answers and messages wait', () => {
  let group: Chat;
  let chatId: string;
  const people = Array.from({ length: 7 }, (_, i) => `talker ${String(i)}`);

  beforeAll(async () => {
    ({ group, chatId } = await linkedGroup('Talkative', ...people.map((key) => chappe.person(key))));
    await chappe.sql.rows('update lanes set pace_seconds = 0, paced_until = now(), ready_at = now() where chat_id = $1', [
      chatId,
    ]);
  });

  it('has one after the other of both, each in its own order: neither waits for all of the other', async () => {
    await switchBot(false);
    for (const key of people) for (let i = 0; i < 5; i++) await chappe.person(key).in(group).send('/help@house_bot');
    await settled(chappe);
    expect(await waiting(group)).toBe(20);
    for (let i = 0; i < 5; i++) await send(chatId, `MESSAGE ${String(i)}`);
    const heard = () => chappe.telegram.callsOf('sendMessage').filter(({ params }) => params.chat_id === group.id);
    const before = heard().length;
    await switchBot(true);
    await waitFor('all to be sent', () => Promise.resolve(heard().length === before + 25), 20_000);
    const texts = heard()
      .slice(before)
      .map(({ params }) => String(params.text));
    const order = texts.map((text) => /MESSAGE \d$/.exec(text)?.[0] ?? 'answer');
    const [first, second] = [order.indexOf('MESSAGE 0'), order.indexOf('answer')];
    expect(Math.max(first, second)).toBe(1);
    expect(order.filter((one) => one !== 'answer')).toEqual(Array.from({ length: 5 }, (_, i) => `MESSAGE ${String(i)}`));
    expect(order.indexOf('MESSAGE 4')).toBeLessThanOrEqual(9);
    expect(order.filter((one) => one === 'answer')).toHaveLength(20);
  });
});

it('commands in forwarded messages are no commands, however many come at once', async () => {
  const person = chappe.person('forwarder');
  await person.send(chappe.bot, 'hi');
  await person.expectMessage(chappe.bot, /./);
  const door = await WebhookDoor.of(chappe);
  await switchBot(false);
  for (let i = 0; i < 100; i++) await door.post(forwarded(person, '/start'));
  await settled(chappe);
  expect(await waiting(person)).toBe(3);
  const said = `select distinct text from messages join chats on chats.id = chat_id where telegram_id = $1 and messages.status = 'queued'`;
  expect(await chappe.sql.rows(said, [person.id])).toEqual([{ text: 'I do not understand that. /help says what I can do.' }]);
  await switchBot(true);
});

it('a button that one person presses a hundred times causes a few calls only', async () => {
  const presser = chappe.person('presser');
  const { group } = await linkedGroup('Pressed', presser);
  const { messageId } = await boss.in(group).send('/link@house_bot');
  const offer = await group.expectMessage(/Who links this chat/, { after: messageId, timeoutMs: 10_000 });
  for (let i = 0; i < 100; i++) await presser.in(group).press('Show the code', offer);
  await settled(chappe);
  await waitFor('what was asked to be decided', async () => (await chappe.sql.rows('select from chat_decisions')).length === 0);
  const asked = chappe.telegram.callsOf('getChatMember').filter(({ params }) => params.user_id === presser.id);
  expect(asked.length).toBeGreaterThanOrEqual(1);
  expect(asked.length).toBeLessThanOrEqual(10);
  expect(chappe.telegram.callsOf('answerCallbackQuery').length).toBeLessThanOrEqual(10);
});

it('many people who write to the bot in private do not hold up what an account sends to another chat', async () => {
  const [chat] = await pairedChats(chappe, ann, 1);
  await switchBot(false);
  const people = Array.from({ length: 60 }, (_, i) => chappe.person(`stranger ${String(i)}`));
  for (const person of people) await person.send(chappe.bot, '/help');
  await settled(chappe);
  await send(chat?.chatId ?? '', 'NOT LAST');
  const before = chappe.telegram.callsOf('sendMessage').length;
  await switchBot(true);
  await waitFor('the message', () => Promise.resolve(calledAt('NOT LAST').length === 1));
  const order = chappe.telegram.callsOf('sendMessage').slice(before);
  expect(order.findIndex(({ params }) => String(params.text).endsWith('NOT LAST'))).toBeLessThan(15);
});
