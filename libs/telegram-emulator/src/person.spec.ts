import { TelegramEmulator } from './telegram-emulator';
import { BotClient } from './testing/bot-client';
import { buildTown, leaveTown, type Town } from './testing/town';
import { ManualClock } from './world/clock';

let town: Town;

beforeEach(async () => {
  town = await buildTown();
  await town.ann.send(town.bot, '/start');
  await town.bot.news();
});

afterEach(() => leaveTown(town));

it('answers a keyboard with its keys, its own contact and its whereabouts', async () => {
  const { ann, bot } = town;
  const keyboard = [['Yes', { text: 'Call me', request_contact: true }], [{ text: 'Find me', request_location: true }]];
  await bot.result('sendMessage', { chat_id: ann.id, text: 'Well?', reply_markup: { keyboard } });
  expect(
    ann
      .keyboard(bot)
      ?.flat()
      .map(({ text }) => text),
  ).toEqual(['Yes', 'Call me', 'Find me']);
  await ann.tap(bot, 'Yes');
  await ann.tap(bot, 'Call me');
  await ann.tap(bot, 'Find me', { latitude: 1, longitude: 2 });
  await expect(ann.tap(bot, 'Find me')).rejects.toThrow('asks where ann is');
  await expect(ann.tap(bot, 'No')).rejects.toThrow('There is no key «No»');
  expect((await bot.news()).map(([, message]) => message)).toMatchObject([
    { text: 'Yes' },
    { contact: { user_id: ann.id, first_name: 'Ann', phone_number: expect.stringMatching(/^99966\d{5}$/) as string } },
    { location: { latitude: 1, longitude: 2 } },
  ]);
  await bot.result('sendMessage', { chat_id: ann.id, text: 'Thanks', reply_markup: { remove_keyboard: true } });
  expect(ann.keyboard(bot)).toBeNull();
});

it('sees a keyboard for one use until it is used', async () => {
  const { ann, bot } = town;
  const reply_markup = { keyboard: [['Yes']], one_time_keyboard: true };
  await bot.result('sendMessage', { chat_id: ann.id, text: 'Well?', reply_markup });
  expect(ann.keyboard(bot)).toEqual([[{ text: 'Yes' }]]);
  await ann.tap(bot, 'Yes');
  expect(ann.keyboard(bot)).toBeNull();
});

it('shares contacts and places in groups, too', async () => {
  const { telegram, ann, bot } = town;
  const yard = telegram.supergroup('Yard', { owner: ann, members: [bot] });
  await ann.in(yard).promote(bot);
  await bot.news();
  await ann.in(yard).sendContact({ phoneNumber: '123', firstName: 'Tower' });
  await ann.in(yard).sendLocation({ latitude: 1, longitude: 2, horizontalAccuracy: 3 });
  expect((await bot.news()).map(([, message]) => message)).toMatchObject([
    { contact: { phone_number: '123', first_name: 'Tower' } },
    { location: { horizontal_accuracy: 3 } },
  ]);
});

it('sees the bot type for five seconds, or until it writes', async () => {
  const clock = new ManualClock();
  const telegram = await TelegramEmulator.start({ clock });
  const bot = new BotClient(telegram, telegram.addBot({ username: 'tower_bot' }));
  const ann = telegram.person('ann');
  await ann.send(bot, '/start');
  const act = (): Promise<unknown> => bot.result('sendChatAction', { chat_id: ann.id, action: 'typing' });
  await act();
  clock.advance(4_999);
  expect(ann.chatAction(bot)).toBe('typing');
  clock.advance(1);
  expect(ann.chatAction(bot)).toBeUndefined();
  await act();
  await bot.result('sendMessage', { chat_id: ann.id, text: 'hi' });
  expect(ann.chatAction(bot)).toBeUndefined();
  const yard = telegram.supergroup('Yard', { owner: ann, members: [bot] });
  await bot.result('sendChatAction', { chat_id: yard.id, action: 'upload_voice' });
  expect(yard.chatActions).toEqual([{ botId: bot.id, chatId: yard.id, action: 'upload_voice' }]);
  await telegram.close();
});
