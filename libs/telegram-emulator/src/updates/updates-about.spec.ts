import { buildTown, leaveTown, type Town } from '../testing/town';

let town: Town;

beforeEach(async () => {
  town = await buildTown();
});

afterEach(() => leaveTown(town));

it('tells by which update a bot heard of a message, and whether it has it', async () => {
  const { telegram, bot, ann } = town;
  const { messageId } = await ann.send(bot, 'one');
  await ann.send(bot, 'two');
  const about = (): unknown => telegram.updatesAbout({ botId: bot.id, personId: ann.id }, messageId);
  expect(about()).toMatchObject([{ botId: bot.id, isPending: true, update: { message: { text: 'one' } } }]);
  await bot.news();
  expect(about()).toMatchObject([{ isPending: false, update: { message: { text: 'one' } } }]);
});

it('knows a pressed button by the message that carries it', async () => {
  const { telegram, bot, ann } = town;
  await ann.send(bot, '/start');
  const reply_markup = { inline_keyboard: [[{ text: 'Now', callback_data: 'now' }]] };
  const { message_id: messageId } = await bot.result<{ message_id: number }>('sendMessage', {
    chat_id: ann.id,
    text: 'press',
    reply_markup,
  });
  await ann.press(bot, 'Now');
  expect(telegram.updatesAbout({ botId: bot.id, personId: ann.id }, messageId)).toMatchObject([
    { update: { callback_query: { data: 'now' } } },
  ]);
});

it('finds a message of a basic group, where every bot has numbers of its own', async () => {
  const { telegram, bot, ann, boris } = town;
  await ann.send(bot, 'to shift the numbers');
  const group = telegram.group('House', { owner: ann, members: [boris, bot] });
  const { messageId } = await boris.in(group).send('/help@tower_bot');
  await boris.in(group).send('/other@tower_bot');
  expect(telegram.updatesAbout({ chatId: group.id }, messageId)).toMatchObject([
    { botId: bot.id, update: { message: { text: '/help@tower_bot' } } },
  ]);
});
