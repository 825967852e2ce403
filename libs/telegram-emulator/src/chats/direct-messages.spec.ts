import type { Person } from '../person';
import type { Chat } from '../chat';
import { TelegramEmulator } from '../telegram-emulator';
import type { EmulatedBot } from '../profiles';

let telegram: TelegramEmulator;
let bot: EmulatedBot;
let reader: Person;
let channel: Chat;
let room: Chat;

interface Answer {
  readonly ok: boolean;
  readonly description?: string;
  readonly result: Record<string, unknown>;
}

beforeAll(async () => {
  telegram = await TelegramEmulator.start({ seed: 1 });
  bot = telegram.addBot({ username: 'clinic_bot' });
  const owner = telegram.person('owner');
  reader = telegram.person('reader');
  channel = telegram.channel('Clinic', { owner });
  await owner.in(channel).add(bot);
  room = telegram.directMessages(channel);
  await reader.in(room).send('hello');
});

afterAll(async () => {
  await telegram.close();
});

async function call(method: string, payload: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  const url = `${telegram.apiRoot}/bot${bot.token}/${method}`;
  return (await (await fetch(url, { method: 'POST', headers, body: JSON.stringify(payload) })).json()) as Answer;
}

it('tells the bot who wrote, in a topic of their own, and nobody becomes a member', async () => {
  const { result } = (await call('getUpdates', { allowed_updates: ['message'] })) as unknown as { result: object[] };
  expect(result.at(-1)).toMatchObject({
    message: {
      chat: { id: room.id, type: 'supergroup', is_direct_messages: true },
      from: { id: reader.id },
      direct_messages_topic: { topic_id: reader.id, user: { id: reader.id } },
      text: 'hello',
    },
  });
  expect(room.statusOf(reader)).toBe('left');
});

it('takes messages to a topic that there is, and to no other place', async () => {
  const send = (more: object, chatId = room.id) => call('sendMessage', { chat_id: chatId, text: 'x', ...more });
  const { result } = await send({ direct_messages_topic_id: reader.id });
  expect(result).toMatchObject({ direct_messages_topic: { topic_id: reader.id } });
  expect(await send({})).toMatchObject({ description: 'Bad Request: channel direct messages topic must be specified' });
  expect(await send({ direct_messages_topic_id: 77 })).toMatchObject({ description: 'Bad Request: topic not found' });
  expect(await send({ direct_messages_topic_id: reader.id }, channel.id)).toMatchObject({
    description: 'Bad Request: chat is not a channel direct messages chat',
  });
});

it('says of a supergroup whether it hides its members', async () => {
  const owner = telegram.person('owner');
  const group = telegram.supergroup('Shy', { owner, members: [bot] });
  const hides = async () => (await call('getChat', { chat_id: group.id })).result.has_hidden_members;
  expect(await hides()).toBeUndefined();
  await owner.in(group).hideMembers();
  expect(await hides()).toBe(true);
  await owner.in(group).hideMembers(false);
  expect(await hides()).toBeUndefined();
});
