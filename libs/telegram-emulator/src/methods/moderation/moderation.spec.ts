import type { Chat } from '../../chat';
import { BotClient, statusOf, type Json } from '../../testing/bot-client';
import { buildTown, leaveTown, type Town } from '../../testing/town';
import { TelegramEmulator } from '../../telegram-emulator';
import { ManualClock } from '../../world/clock';

let town: Town;
let yard: Chat;

beforeEach(async () => {
  town = await buildTown();
  const { telegram, ann, boris, bot } = town;
  yard = telegram.supergroup('Yard', { owner: ann, members: [bot, boris], forum: true });
  await ann.in(yard).promote(bot);
  await bot.hearEverything();
  await bot.news();
});

afterEach(() => leaveTown(town));

const inYard = (method: string, params: Json = {}): Promise<unknown> => town.bot.result(method, { chat_id: yard.id, ...params });

describe('a bot that moderates', () => {
  it('bans, and lifts the ban', async () => {
    const { boris, bot } = town;
    await boris.in(yard).send('/rude@tower_bot');
    await inYard('banChatMember', { user_id: boris.id, revoke_messages: true });
    expect(yard.statusOf(boris)).toBe('kicked');
    expect(yard.messages().some(({ text }) => text.includes('rude'))).toBe(false);
    await expect(boris.in(yard).join()).rejects.toThrow('cannot join: kicked');
    expect(await inYard('getChatMember', { user_id: boris.id })).toMatchObject({ status: 'kicked', until_date: 0 });
    const moves = (await bot.news()).filter(([kind]) => kind === 'chat_member');
    expect(moves.map(statusOf)).toEqual([['member', 'kicked']]);
    await inYard('unbanChatMember', { user_id: boris.id, only_if_banned: true });
    await boris.in(yard).join();
    expect(yard.statusOf(boris)).toBe('member');
    await inYard('unbanChatMember', { user_id: boris.id });
    expect(yard.statusOf(boris)).toBe('left');
  });

  it('restricts a member, who keeps what was given', async () => {
    const { boris } = town;
    await inYard('restrictChatMember', { user_id: boris.id, permissions: { can_send_messages: true } });
    await boris.in(yard).send('still here');
    const photo = boris.in(yard).sendFile({ kind: 'document', bytes: Buffer.from('x') });
    await expect(photo).rejects.toThrow('boris cannot send what is of the kind document');
    await inYard('restrictChatMember', { user_id: boris.id, permissions: { can_send_polls: false } });
    await expect(boris.in(yard).send('hello?')).rejects.toThrow('boris cannot write');
    const chat = (await inYard('getChat')) as { permissions: Record<string, boolean> };
    const everything = Object.fromEntries(Object.keys(chat.permissions).map((permission) => [permission, true]));
    await inYard('restrictChatMember', { user_id: boris.id, permissions: everything });
    expect(yard.statusOf(boris)).toBe('member');
  });

  it('sets what all members may do', async () => {
    const { ann, boris } = town;
    await inYard('setChatPermissions', { permissions: { can_send_other_messages: true } });
    expect(yard.permissions).toContain('can_send_photos');
    expect(yard.permissions).not.toContain('can_send_polls');
    await inYard('setChatPermissions', { permissions: {} });
    await expect(boris.in(yard).send('hello?')).rejects.toThrow('boris cannot write');
    await ann.in(yard).send('I can');
    expect(await inYard('getChat')).toMatchObject({ permissions: { can_send_messages: false } });
  });

  it('promotes, gives a title, and takes it all back', async () => {
    const { boris } = town;
    await inYard('promoteChatMember', { user_id: boris.id, can_pin_messages: true });
    await inYard('setChatAdministratorCustomTitle', { user_id: boris.id, custom_title: 'Guard' });
    expect(await inYard('getChatMember', { user_id: boris.id })).toMatchObject({
      status: 'administrator',
      can_be_edited: true,
      can_manage_chat: true,
      can_pin_messages: true,
      can_invite_users: false,
      custom_title: 'Guard',
    });
    await inYard('promoteChatMember', { user_id: boris.id });
    expect(yard.statusOf(boris)).toBe('member');
  });

  it('names and describes the chat', async () => {
    await inYard('setChatTitle', { title: ' Garden ' });
    await inYard('setChatDescription', { description: 'Where things grow' });
    expect(yard.messages().at(-1)).toMatchObject({ service: { new_chat_title: 'Garden' } });
    expect(await inYard('getChat')).toMatchObject({ title: 'Garden', description: 'Where things grow' });
    expect(yard.description).toBe('Where things grow');
  });
});

it('lifts bans and restrictions when their time is over', async () => {
  const clock = new ManualClock();
  const telegram = await TelegramEmulator.start({ clock });
  const bot = new BotClient(telegram, telegram.addBot({ username: 'tower_bot' }));
  const [ann, boris, carl] = ['ann', 'boris', 'carl'].map((key) => telegram.person(key));
  if (!ann || !boris || !carl) throw new Error('Somebody is missing');
  const chat = telegram.supergroup('Yard', { owner: ann, members: [bot, boris, carl] });
  await ann.in(chat).promote(bot);
  const until_date = clock.now() / 1_000 + 60;
  await bot.result('banChatMember', { chat_id: chat.id, user_id: boris.id, until_date });
  await bot.result('restrictChatMember', { chat_id: chat.id, user_id: carl.id, permissions: {}, until_date });
  expect([chat.statusOf(boris), chat.statusOf(carl)]).toEqual(['kicked', 'restricted']);
  clock.advance(60_000);
  expect([chat.statusOf(boris), chat.statusOf(carl)]).toEqual(['left', 'member']);
  await telegram.close();
});

describe('invite links', () => {
  it('let people in until they are revoked', async () => {
    const { telegram, bot } = town;
    const [carl, dora] = [telegram.person('carl'), telegram.person('dora')];
    const { invite_link: link } = (await inYard('createChatInviteLink', { name: 'Front' })) as { invite_link: string };
    expect(await carl.followInvite(link)).toBe('joined');
    const news = await bot.news();
    expect(news.find(([kind]) => kind === 'chat_member')?.[1]).toMatchObject({
      invite_link: { name: 'Front', creator: { id: bot.id } },
    });
    expect(await inYard('revokeChatInviteLink', { invite_link: link })).toMatchObject({ is_revoked: true });
    await expect(dora.followInvite(link)).rejects.toThrow('is not valid');
  });

  it('have one that is primary', async () => {
    const first = await inYard('exportChatInviteLink');
    const second = await inYard('exportChatInviteLink');
    expect(second).not.toBe(first);
    await expect(town.telegram.person('carl').followInvite(String(first))).rejects.toThrow('is not valid');
    expect(await inYard('getChat')).toMatchObject({ invite_link: second });
  });

  it('can ask for approval, and the bot may write to who asks', async () => {
    const { telegram, bot } = town;
    const carl = telegram.person('carl');
    const { invite_link: link } = (await inYard('createChatInviteLink', { creates_join_request: true })) as {
      invite_link: string;
    };
    expect(await carl.followInvite(link)).toBe('requested');
    const [request] = await bot.news();
    expect(request).toMatchObject([
      'chat_join_request',
      { from: { id: carl.id }, user_chat_id: carl.id, invite_link: { pending_join_request_count: 1 } },
    ]);
    await bot.result('sendMessage', { chat_id: carl.id, text: 'Who are you?' });
    await inYard('approveChatJoinRequest', { user_id: carl.id });
    expect(yard.statusOf(carl)).toBe('member');
    expect(yard.joinRequests).toEqual([]);
    const move = (await bot.news()).find(([kind]) => kind === 'chat_member');
    expect(move?.[1]).toMatchObject({ via_join_request: true, from: { id: bot.id } });
  });

  it('lead nowhere for who is declined', async () => {
    const { telegram, ann, bot } = town;
    const [carl, dora] = [telegram.person('carl'), telegram.person('dora')];
    const { invite_link: link } = (await inYard('createChatInviteLink', { creates_join_request: true })) as {
      invite_link: string;
    };
    await carl.followInvite(link);
    await dora.followInvite(link);
    await inYard('declineChatJoinRequest', { user_id: carl.id });
    await ann.in(yard).answerJoinRequest(dora, true);
    expect([yard.statusOf(carl), yard.statusOf(dora)]).toEqual(['left', 'member']);
    const write = bot.result('sendMessage', { chat_id: carl.id, text: 'Sorry' });
    await expect(write).rejects.toThrow("bot can't initiate conversation with a user");
  });
});

it('makes, renames, closes and deletes topics', async () => {
  const { boris, bot } = town;
  const topic = (await inYard('createForumTopic', { name: 'Plans' })) as { message_thread_id: number };
  const { message_thread_id } = topic;
  await inYard('editForumTopic', { message_thread_id, name: 'Dreams' });
  await inYard('closeForumTopic', { message_thread_id });
  const write = (): Promise<unknown> => boris.in(yard).send('hi', { topic: { id: message_thread_id } });
  await expect(write()).rejects.toThrow('«Dreams», which is closed');
  await expect(inYard('closeForumTopic', { message_thread_id })).rejects.toThrow('TOPIC_NOT_MODIFIED');
  await inYard('reopenForumTopic', { message_thread_id });
  await write();
  expect(yard.messages().flatMap(({ service }) => (service ? Object.keys(service) : []))).toEqual(
    expect.arrayContaining(['forum_topic_created', 'forum_topic_edited', 'forum_topic_closed', 'forum_topic_reopened']),
  );
  await inYard('deleteForumTopic', { message_thread_id });
  expect(yard.topics).toEqual([]);
  expect(yard.messages().some(({ topicId }) => topicId === message_thread_id)).toBe(false);
  await expect(inYard('sendMessage', { message_thread_id, text: 'x' })).rejects.toThrow('message thread not found');
  expect((await bot.news()).map(([kind]) => kind)).toContain('message');
});

describe('reactions of people', () => {
  it('are told to a bot that asked for them', async () => {
    const { ann, boris, bot } = town;
    const message = await ann.in(yard).send('Done');
    await bot.news();
    await boris.in(yard).react(message, '👍');
    await boris.in(yard).react(message);
    const thumb = [{ type: 'emoji', emoji: '👍' }];
    expect(await bot.news()).toMatchObject([
      ['message_reaction', { user: { id: boris.id }, message_id: message.messageId, old_reaction: [], new_reaction: thumb }],
      ['message_reaction', { old_reaction: thumb, new_reaction: [] }],
    ]);
    await expect(boris.in(yard).react(message, '🦞')).rejects.toThrow('Nobody can react');
  });

  it('are told without names in a channel, and in private chats with them', async () => {
    const { telegram, ann, boris, bot } = town;
    const news = telegram.channel('News', { owner: ann });
    await ann.in(news).add(bot);
    await boris.in(news).join();
    const post = await ann.in(news).send('Today');
    await ann.send(bot, '/start');
    const { message_id: messageId } = await bot.result<{ message_id: number }>('sendMessage', { chat_id: ann.id, text: 'hi' });
    await bot.news();
    await boris.in(news).react(post, '🔥');
    await ann.react(bot, { messageId }, '🔥');
    expect(await bot.news()).toMatchObject([
      ['message_reaction_count', { reactions: [{ type: { emoji: '🔥' }, total_count: 1 }] }],
      ['message_reaction', { user: { id: ann.id }, message_id: messageId }],
    ]);
  });

  it('are told to nobody who did not ask or manages nothing', async () => {
    const { telegram, ann, bot } = town;
    const other = new BotClient(telegram, telegram.addBot({ username: 'other_bot' }));
    await ann.in(yard).add(other);
    await other.hearEverything();
    await bot.result('getUpdates', { allowed_updates: [] });
    const message = await ann.in(yard).send('Done');
    await Promise.all([bot.news(), other.news()]);
    await ann.in(yard).react(message, '👍');
    expect([...(await bot.news()), ...(await other.news())]).toEqual([]);
  });
});
