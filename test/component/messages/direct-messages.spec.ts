import type { Chat, Person } from '@app/telegram-emulator';
import { TestChappe, type TestAccount } from '../../support/chappe';
import { Messages } from '../../support/messages';
import { settled } from '../../support/rolls';

let chappe: TestChappe;
let account: TestAccount;
let patient: Person;
let room: Chat;
let chatId: string;
let privateChatId: string;

beforeAll(async () => {
  chappe = await TestChappe.start();
  account = await chappe.register('clinic');
  const owner = chappe.person('owner');
  patient = chappe.person('patient');
  const channel = chappe.telegram.channel('Clinic', { owner });
  await owner.in(channel).add(chappe.bot);
  room = chappe.telegram.directMessages(channel);
  await patient.in(room).send('hello?');
  await patient.send(chappe.bot, 'hi');
  await settled(chappe);
  const [own, other] = await Promise.all([room, patient].map((chat) => linked(chat)));
  [chatId, privateChatId] = [own ?? '', other ?? ''];
});

afterAll(async () => {
  await chappe.stop();
});

async function linked({ id }: { id: number }): Promise<string> {
  const sql =
    'update chats set account_id = $1, pairing_id = gen_random_uuid(), paired_at = now() where telegram_id = $2 returning id';
  return (await chappe.sql.rows<{ id: string }>(sql, [account.id, id]))[0]?.id ?? '';
}

const post = (more: object) =>
  chappe.api.post('messages', { type: 'text', text: 'Your results are here.', ...more }, { token: account.accessToken });

it('the bot answers a command there in the topic of whoever gave it', async () => {
  const { messageId } = await patient.in(room).send('/help');
  const answer = await room.expectMessage(/This is what I can do/, { after: messageId });
  expect(answer.topicId).toBe(patient.id);
});

it('the answer to a button stays there, too', async () => {
  const { messageId } = await patient.in(room).send('/language');
  const question = await room.expectMessage(/Which language/, { after: messageId });
  await patient.expectAnswer(chappe.bot, await patient.in(room).press('Русский', question));
  expect(await room.expectMessage(/русск/i)).toMatchObject({ messageId: question.messageId, topicId: patient.id });
  await patient.in(room).send('/language en');
  await room.expectMessage(/I speak English/);
});

it('a message reaches the writer whose topic is named', async () => {
  const answer = await post({ chatId, directMessagesTopicId: String(patient.id) });
  expect(answer.status).toBe(202);
  const messages = new Messages(chappe.api, account.accessToken);
  expect(await messages.ended(String(answer.body.id))).toMatchObject({ status: 'sent' });
  expect(room.messages({ topicId: patient.id }).at(-1)?.text).toContain('Your results are here.');
});

it('every part of a long message goes to the topic', async () => {
  const answer = await post({ chatId, directMessagesTopicId: String(patient.id), text: 'long '.repeat(1_500) });
  const sent = await new Messages(chappe.api, account.accessToken).ended(String(answer.body.id));
  expect(sent.telegramMessageIds.length).toBeGreaterThan(1);
  for (const id of sent.telegramMessageIds) expect(room.message(Number(id)).topicId).toBe(patient.id);
});

it.each([
  ['no topic', {}, 422, 'messaging.direct_messages_topic_missing'],
  ['a topic of a forum', { topicId: 5 }, 422, 'messaging.direct_messages_topic_missing'],
  ['both', { topicId: 5, directMessagesTopicId: '5' }, 422, 'messaging.direct_messages_topic_missing'],
  ['no number', { directMessagesTopicId: 'Ann' }, 400, 'request.malformed'],
  ['a number that is no text', { directMessagesTopicId: 5 }, 400, 'request.malformed'],
])('a message there with %s is not accepted', async (_, more, status, code) => {
  expect(await post({ chatId, ...more })).toMatchObject({ status, body: { code } });
});

it('is not accepted where there are no direct messages, by account and by bot token', async () => {
  const refused = { status: 422, body: { code: 'messaging.no_direct_messages' } };
  expect(await post({ chatId: privateChatId, directMessagesTopicId: '5' })).toMatchObject(refused);
  await chappe.sql.rows('update chats set account_id = null, pairing_id = null, paired_at = null where id = $1', [privateChatId]);
  const { botToken } = await chappe.pair(account, patient);
  const body = { type: 'text', text: 'x', directMessagesTopicId: '5' };
  expect(await chappe.api.post('messages', body, { token: botToken })).toMatchObject(refused);
});

it('Telegram refuses a topic of somebody who never wrote, in words', async () => {
  const { body } = await post({ chatId, directMessagesTopicId: '77' });
  const messages = new Messages(chappe.api, account.accessToken);
  expect(await messages.ended(String(body.id))).toMatchObject({
    status: 'failed',
    failure: { detail: 'Bad Request: topic not found' },
  });
});
