import type { Chat } from '../chat';
import { BotClient, statusOf, type Json } from '../testing/bot-client';
import { buildTown, leaveTown, type Town } from '../testing/town';

let telegram: Town['telegram'];
let bot: Town['bot'];
let ann: Town['ann'];
let boris: Town['boris'];

beforeEach(async () => {
  ({ telegram, bot, ann, boris } = await buildTown());
});

afterEach(() => leaveTown({ telegram }));

describe('what happens in a group', () => {
  it('is told as edits and service messages', async () => {
    const yard = telegram.supergroup('Yard', { owner: ann, members: [bot, boris] });
    await bot.news();
    const message = await boris.in(yard).send('/help@tower_bot');
    await boris.in(yard).edit(message, '/start@tower_bot');
    await ann.in(yard).rename('Garden');
    await ann.in(yard).pin(message);
    await boris.in(yard).leave();
    expect(await bot.news()).toMatchObject([
      ['message', { text: '/help@tower_bot', from: { id: boris.id } }],
      ['edited_message', { text: '/start@tower_bot', edit_date: expect.any(Number) as number }],
      ['message', { new_chat_title: 'Garden', chat: { title: 'Garden' } }],
      ['message', { pinned_message: { message_id: message.messageId, text: '/start@tower_bot' } }],
      ['message', { left_chat_member: { id: boris.id } }],
    ]);
  });

  it('is told of other people only to administrators that asked for it', async () => {
    const yard = telegram.supergroup('Yard', { owner: ann, members: [bot] });
    await bot.hearEverything();
    await boris.in(yard).join();
    expect((await bot.news()).map(([kind]) => kind)).not.toContain('chat_member');
    await bot.result('getUpdates', { allowed_updates: [] });
    await ann.in(yard).promote(bot);
    await boris.in(yard).leave();
    expect((await bot.news()).map(([kind]) => kind)).not.toContain('chat_member');
    await bot.hearEverything();
    await boris.in(yard).join();
    await ann.in(yard).remove(boris);
    const moves = (await bot.news()).filter(([kind]) => kind === 'chat_member');
    expect(moves.map(([, update]) => [(update.from as Json).id, ...statusOf(['', update])])).toEqual([
      [boris.id, 'left', 'member'],
      [ann.id, 'member', 'kicked'],
    ]);
  });

  it('stands under the name of the group when an administrator writes anonymously', async () => {
    const yard = telegram.supergroup('Yard', { owner: ann, members: [bot, boris] });
    await ann.in(yard).promote(boris, { customTitle: 'Guard' });
    await bot.news();
    await boris.in(yard).send('/help@tower_bot', { anonymous: true });
    const [[, message] = []] = await bot.news();
    expect(message).toMatchObject({
      from: { id: 1_087_968_824, username: 'GroupAnonymousBot' },
      sender_chat: { id: yard.id, type: 'supergroup' },
      author_signature: 'Guard',
    });
  });

  it('shows who really pressed a button, and takes the answer', async () => {
    const yard = telegram.supergroup('Yard', { owner: ann, members: [bot, boris] });
    const reply_markup = { inline_keyboard: [[{ text: 'Now', callback_data: 'now' }]] };
    const { message_id } = await bot.result('sendMessage', { chat_id: yard.id, text: 'press', reply_markup });
    await bot.news();
    const id = await boris.in(yard).press('Now');
    expect(await bot.news()).toMatchObject([
      ['callback_query', { id, data: 'now', from: { id: boris.id }, message: { message_id, chat: { id: yard.id } } }],
    ]);
    await bot.result('answerCallbackQuery', { callback_query_id: id, text: 'ok' });
    expect(await boris.expectAnswer(bot, id)).toEqual({ text: 'ok' });
  });

  it.each<[string, (yard: Chat) => Promise<unknown>, RegExp]>([
    ['writes without being there', (yard) => boris.in(yard).send('hi'), /boris cannot act: left/],
    [
      'is banned and joins',
      (yard) =>
        ann
          .in(yard)
          .add(boris)
          .then(() => ann.in(yard).remove(boris))
          .then(() => boris.in(yard).join()),
      /join: kicked/,
    ],
    [
      'writes while restricted',
      (yard) =>
        ann
          .in(yard)
          .add(boris)
          .then(() => ann.in(yard).restrict(boris))
          .then(() => boris.in(yard).send('hi')),
      /cannot write/,
    ],
    [
      'promotes without the right',
      (yard) =>
        boris
          .in(yard)
          .join()
          .then(() => boris.in(yard).promote(bot)),
      /can_promote_members/,
    ],
    [
      'writes as nobody without being one of them',
      (yard) =>
        boris
          .in(yard)
          .join()
          .then(() => boris.in(yard).send('hi', { anonymous: true })),
      /administrator/,
    ],
    [
      'edits what another wrote',
      (yard) =>
        boris
          .in(yard)
          .join()
          .then(() => ann.in(yard).send('x'))
          .then((sent) => boris.in(yard).edit(sent, 'y')),
      /edit what others wrote/,
    ],
    ['migrates a supergroup', (yard) => ann.in(yard).migrate(), /owner of a basic group/],
  ])('does not let anybody act as no app would: who %s', async (_, act, words) => {
    await expect(act(telegram.supergroup('Yard', { owner: ann }))).rejects.toThrow(words);
  });
});

describe('numbers of messages', () => {
  it('are shared in a supergroup, and each bot has its own in a basic group', async () => {
    const other = new BotClient(telegram, telegram.addBot({ username: 'other_bot', privacy: false }));
    telegram.addBot({ username: bot.username, privacy: false });
    await boris.send(bot, '/start');
    for (const chat of [
      telegram.group('House', { owner: ann, members: [bot, other] }),
      telegram.supergroup('Yard', { owner: ann, members: [bot, other] }),
    ]) {
      await Promise.all([bot.news(), other.news()]);
      await ann.in(chat).send('hello');
      const [mine, theirs] = [await bot.news(), await other.news()].map(([message]) => message?.[1].message_id);
      expect(mine === theirs).toBe(chat.type === 'supergroup');
      expect(
        (await bot.result('sendMessage', { chat_id: chat.id, text: 'yes', reply_parameters: { message_id: mine } }))
          .reply_to_message,
      ).toMatchObject({
        message_id: mine,
        text: 'hello',
      });
    }
  });
});
