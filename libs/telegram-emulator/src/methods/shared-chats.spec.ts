import type { Chat } from '../chat';
import type { Person } from '../person';
import { TelegramEmulator } from '../telegram-emulator';
import { BotClient, type Json } from '../testing/bot-client';

let telegram: TelegramEmulator;
let bot: BotClient;
let ann: Person;
let yard: Chat;

beforeEach(async () => {
  telegram = await TelegramEmulator.start({ strict: false });
  bot = new BotClient(telegram, telegram.addBot({ username: 'tower_bot' }));
  ann = telegram.person('ann');
  yard = telegram.supergroup('Yard', { owner: ann, members: [bot], forum: true });
});

afterEach(async () => {
  await telegram.close();
});

const send = (chat: { readonly id: number | string }, params: Json = {}): ReturnType<BotClient['call']> =>
  bot.call('sendMessage', { chat_id: chat.id, text: 'hi', ...params });

const written = async (chat: Chat, text = 'hi'): Promise<number> =>
  (await bot.result<{ message_id: number }>('sendMessage', { chat_id: chat.id, text })).message_id;

/** A chat of the kind in which the bot is an administrator, as it must be in a channel. */
async function chatOf(type: Chat['type']): Promise<Chat> {
  const chat = telegram[type](type, { owner: ann });
  await ann.in(chat).add(bot, {});
  return chat;
}

describe('a bot that may not write', () => {
  it.each(['group', 'supergroup', 'channel'] as const)('was kicked from the %s', async (type) => {
    const chat = await chatOf(type);
    expect(await send(chat)).toMatchObject({ ok: true });
    await ann.in(chat).remove(bot);
    expect(await send(chat)).toMatchObject({ error_code: 403, description: `Forbidden: bot was kicked from the ${type} chat` });
    expect((await bot.call('getChat', { chat_id: chat.id })).ok).toBe(type === 'group');
  });

  it.each(['supergroup', 'channel'] as const)('has left the %s', async (type) => {
    const chat = await chatOf(type);
    expect(await bot.result('leaveChat', { chat_id: chat.id })).toBe(true);
    const words = `Forbidden: bot is not a member of the ${type} chat`;
    expect(await send(chat)).toMatchObject({ error_code: 403, description: words });
    expect(chat.statusOf(bot)).toBe('left');
  });

  it('never was in a chat: a private one it does not know, a public one it may look at', async () => {
    const hidden = telegram.supergroup('Hidden', { owner: ann });
    expect(await send(hidden)).toMatchObject({ error_code: 400, description: 'Bad Request: chat not found' });
    const open = telegram.channel('News', { owner: ann, username: 'the_news' });
    expect(await bot.result('getChat', { chat_id: '@The_News' })).toMatchObject({ id: open.id, title: 'News' });
    expect(await send({ id: '@the_news' })).toMatchObject({ description: 'Forbidden: bot is not a member of the channel chat' });
  });

  it('is in a group that was deleted', async () => {
    const group = await chatOf('group');
    await ann.in(group).dissolve();
    expect(await send(group)).toMatchObject({ error_code: 403, description: 'Forbidden: the group chat was deleted' });
  });

  it('is restricted', async () => {
    const words = 'not enough rights to send text messages to the chat';
    await ann.in(yard).restrict(bot);
    expect(await send(yard)).toMatchObject({ error_code: 400, description: `Bad Request: ${words}` });
    await ann.in(yard).restrict(bot, { permissions: ['can_send_messages'] });
    expect(await send(yard)).toMatchObject({ ok: true });
  });

  it('has no right to post in the channel', async () => {
    const channel = telegram.channel('News', { owner: ann });
    await ann.in(channel).add(bot, { rights: ['can_edit_messages'] });
    expect((await send(channel)).description).toBe('Bad Request: need administrator rights in the channel chat');
  });
});

describe('topics', () => {
  it('are written to by their number, which General does not take', async () => {
    const topic = await ann.in(yard).createTopic('Plans');
    expect(await bot.result('sendMessage', { chat_id: yard.id, text: 'hi', message_thread_id: topic.id })).toMatchObject({
      message_thread_id: topic.id,
      is_topic_message: true,
    });
    for (const message_thread_id of [1, 4711]) {
      const words = 'Bad Request: message thread not found';
      expect(await send(yard, { message_thread_id })).toMatchObject({ error_code: 400, description: words });
    }
  });

  it('mean nothing in groups that have none, and are refused in private chats', async () => {
    await ann.send(bot, '/start');
    for (const chat of [await chatOf('supergroup'), await chatOf('group')]) {
      expect((await send(chat, { message_thread_id: 4711 })).ok).toBe(true);
    }
    expect(await send(ann, { message_thread_id: 4711 })).toMatchObject({ description: 'Bad Request: message thread not found' });
  });

  it('are kept by an answer', async () => {
    const topic = await ann.in(yard).createTopic('Plans');
    const { messageId: message_id } = await ann.in(yard).send('here', { topic });
    expect((await send(yard, { reply_parameters: { message_id } })).result).toMatchObject({ message_thread_id: topic.id });
  });
});

describe('messages of others', () => {
  it('can be edited by nobody, and deleted only with the right for it', async () => {
    const { messageId: message_id } = await ann.in(yard).send('mine');
    const message = { chat_id: yard.id, message_id };
    expect((await bot.call('editMessageText', { ...message, text: 'x' })).description).toBe(
      "Bad Request: message can't be edited",
    );
    expect((await bot.call('deleteMessage', message)).description).toBe("Bad Request: message can't be deleted");
    await ann.in(yard).promote(bot, { rights: ['can_delete_messages'] });
    expect(await bot.result('deleteMessage', message)).toBe(true);
    expect(yard.messages().some(({ text }) => text === 'mine')).toBe(false);
    expect((await bot.call('deleteMessage', message)).description).toBe('Bad Request: message to delete not found');
  });

  it('that another bot wrote are not one’s own', async () => {
    const other = new BotClient(telegram, telegram.addBot({ username: 'other_bot' }));
    await ann.in(yard).add(other);
    const edit = { chat_id: yard.id, message_id: await written(yard), text: 'x' };
    expect((await other.call('editMessageText', edit)).description).toBe("Bad Request: message can't be edited");
    expect(await bot.result('editMessageText', edit)).toMatchObject({ text: 'x' });
  });

  it('are deleted by the dozen, and what is not there is skipped', async () => {
    const message_ids = [await written(yard, 'one'), await written(yard, 'two'), 4711];
    expect(await bot.result('deleteMessages', { chat_id: yard.id, message_ids })).toBe(true);
    expect(yard.messages().filter(({ from }) => from === 'bot')).toEqual([]);
    const none = await bot.call('deleteMessages', { chat_id: yard.id, message_ids: [] });
    expect(none.description).toBe('Bad Request: message identifiers are not specified');
  });
});

describe('copies and forwards', () => {
  it('carry the text on, and only a forward says where it comes from', async () => {
    await ann.send(bot, 'from afar');
    const [{ messageId: message_id } = { messageId: 0 }] = ann.messages(bot);
    const call = { chat_id: yard.id, from_chat_id: ann.id, message_id };
    const copy = await bot.result('copyMessage', call);
    const forward = await bot.result('forwardMessage', call);
    expect(forward).toMatchObject({ text: 'from afar', forward_origin: { type: 'user', sender_user: { id: ann.id } } });
    expect(yard.messages().slice(-2)).toMatchObject([
      { messageId: copy.message_id, text: 'from afar' },
      { forward: { userId: ann.id } },
    ]);
    expect(yard.messages().at(-2)).not.toHaveProperty('forward');
    const missing = { ...call, message_id: 4711 };
    expect((await bot.call('copyMessage', missing)).description).toBe('Bad Request: message to copy not found');
    expect((await bot.call('forwardMessage', missing)).description).toBe('Bad Request: message to forward not found');
  });

  it('of several keep their order, and skip what is not there', async () => {
    const message_ids = [await written(yard, 'one'), await written(yard, 'two'), 4711];
    const call = { chat_id: yard.id, from_chat_id: yard.id, message_ids };
    expect(await bot.result('copyMessages', call)).toHaveLength(2);
    expect(await bot.result('forwardMessages', call)).toHaveLength(2);
    expect(
      yard
        .messages()
        .slice(-4)
        .map(({ text }) => text),
    ).toEqual(['one', 'two', 'one', 'two']);
    const mixed = await bot.call('copyMessages', { ...call, message_ids: message_ids.toReversed() });
    expect(mixed.description).toBe('Bad Request: message identifiers must be in a strictly increasing order');
  });

  it('of a channel post name the channel', async () => {
    const channel = await chatOf('channel');
    const { messageId: message_id } = await ann.in(channel).send('Today');
    const forward = await bot.result('forwardMessage', { chat_id: yard.id, from_chat_id: channel.id, message_id });
    expect(forward.forward_origin).toMatchObject({ type: 'channel', chat: { id: channel.id }, message_id });
  });
});

describe('what a bot can ask about a chat', () => {
  it('is who is in it and as what', async () => {
    const chat_id = yard.id;
    const boris = telegram.person('boris');
    await boris.in(yard).join();
    await ann.in(yard).promote(boris, { rights: ['can_pin_messages'], customTitle: 'Guard' });
    const member = (who: { id: number }): Promise<Json> => bot.result('getChatMember', { chat_id, user_id: who.id });
    expect(await member(ann)).toMatchObject({ status: 'creator', user: { id: ann.id } });
    expect(await member(boris)).toMatchObject({ status: 'administrator', custom_title: 'Guard', can_pin_messages: true });
    expect(await member(bot)).toMatchObject({ status: 'member' });
    expect(await member(telegram.person('carl'))).toMatchObject({ status: 'left' });
    expect((await bot.call('getChatMember', { chat_id, user_id: 4711 })).description).toBe('Bad Request: PARTICIPANT_ID_INVALID');
    expect(await bot.result('getChatMemberCount', { chat_id })).toBe(3);
    expect(await bot.result('getChatAdministrators', { chat_id })).toMatchObject([
      { user: { id: ann.id } },
      { user: { id: boris.id } },
    ]);
    await ann.send(bot, '/start');
    const inPrivate = await bot.call('getChatAdministrators', { chat_id: ann.id });
    expect(inPrivate.description).toBe('Bad Request: there are no administrators in the private chat');
  });

  it('is what is pinned, if it may pin', async () => {
    const message = { chat_id: yard.id, message_id: await written(yard) };
    const words = 'Bad Request: not enough rights to manage pinned messages in the chat';
    expect((await bot.call('pinChatMessage', message)).description).toBe(words);
    await ann.in(yard).promote(bot);
    await bot.result('pinChatMessage', message);
    expect(yard.pinned).toEqual([message.message_id]);
    expect(yard.messages().at(-1)).toMatchObject({ service: { pinned_message: message.message_id } });
    expect(await bot.result('getChat', { chat_id: yard.id })).toMatchObject({ is_forum: true, pinned_message: { text: 'hi' } });
    await bot.result('unpinChatMessage', { chat_id: yard.id });
    expect((await bot.call('unpinChatMessage', { chat_id: yard.id })).description).toBe(
      'Bad Request: message to unpin not found',
    );
  });
});

it('reacts to a message with at most one emoji that Telegram knows', async () => {
  const { messageId: message_id } = await ann.in(yard).send('well done');
  const react = (...emoji: string[]): ReturnType<BotClient['call']> =>
    bot.call('setMessageReaction', {
      chat_id: yard.id,
      message_id,
      reaction: emoji.map((one) => ({ type: 'emoji', emoji: one })),
    });
  expect(await react('👍')).toMatchObject({ ok: true });
  expect(yard.messages().at(-1)?.reactions).toEqual({ [String(bot.id)]: ['👍'] });
  expect((await react('🦞')).description).toBe('Bad Request: REACTION_INVALID');
  expect((await react('👍', '🔥')).description).toBe('Bad Request: REACTIONS_TOO_MANY');
});
