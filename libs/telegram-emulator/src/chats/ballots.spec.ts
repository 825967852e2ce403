import type { BotClient, Json, News } from '../testing/bot-client';
import { buildTown, leaveTown, type Town } from '../testing/town';
import { TelegramEmulator } from '../telegram-emulator';
import { ManualClock } from '../world/clock';

let town: Town;

beforeEach(async () => {
  town = await buildTown();
  await town.ann.send(town.bot, '/start');
  await town.bot.news();
});

afterEach(() => leaveTown(town));

const sendPoll = async (bot: BotClient, chat: { id: number }, params: Json = {}): Promise<{ messageId: number; poll: Json }> => {
  const given = { chat_id: chat.id, question: 'Where?', options: [{ text: 'Here' }, { text: 'There' }], ...params };
  const { message_id, poll } = await bot.result<{ message_id: number; poll: Json }>('sendPoll', given);
  return { messageId: message_id, poll };
};

const countsIn = ([, { options }]: News): unknown[] => (options as Json[]).map(({ voter_count }) => voter_count);

it('tells the bot who voted for what in an open poll', async () => {
  const { telegram, ann, boris, bot } = town;
  const yard = telegram.supergroup('Yard', { owner: ann, members: [bot, boris] });
  await bot.news();
  const message = await sendPoll(bot, yard, { is_anonymous: false });
  await ann.in(yard).vote(message, [1]);
  await boris.in(yard).vote(message, [1]);
  await boris.in(yard).vote(message, []);
  const news = await bot.news();
  expect(news.map(([kind]) => kind)).toEqual(['poll_answer', 'poll', 'poll_answer', 'poll', 'poll_answer', 'poll']);
  const [second, last] = [news[2]?.[1], news[5]];
  const ids = (message.poll.options as Json[]).map(({ persistent_id: id }) => id);
  expect(second).toMatchObject({
    poll_id: message.poll.id,
    user: { id: boris.id },
    option_ids: [1],
    option_persistent_ids: [ids[1]],
  });
  expect(news[4]?.[1]).toMatchObject({ option_ids: [], option_persistent_ids: [] });
  expect(last && countsIn(last)).toEqual([0, 1]);
  expect(yard.messages().at(-1)?.poll?.votes).toEqual({ [String(ann.id)]: [1] });
});

it('tells the bot only figures in an anonymous poll', async () => {
  const { ann, bot } = town;
  const message = await sendPoll(bot, ann, { allows_multiple_answers: true });
  await ann.vote(bot, message, [0, 1]);
  const news = await bot.news();
  expect(news.map(([kind]) => kind)).toEqual(['poll']);
  expect(news.map(countsIn)).toEqual([[1, 1]]);
  expect(news[0]?.[1]).toMatchObject({ total_voter_count: 1 });
});

it('keeps people to the rules of a poll', async () => {
  const { ann, bot } = town;
  const quiz = await sendPoll(bot, ann, { type: 'quiz', correct_option_ids: [0] });
  await expect(ann.vote(bot, quiz, [0, 1])).rejects.toThrow('takes one answer');
  await expect(ann.vote(bot, quiz, [2])).rejects.toThrow('no option 2');
  await ann.vote(bot, quiz, [1]);
  await expect(ann.vote(bot, quiz, [0])).rejects.toThrow('cannot be changed');
  const stopped = await bot.result('stopPoll', { chat_id: ann.id, message_id: quiz.messageId });
  expect(stopped).toMatchObject({ is_closed: true, total_voter_count: 1 });
  await expect(ann.vote(bot, quiz, [0])).rejects.toThrow('is closed');
  expect((await bot.news()).at(-1)).toMatchObject(['poll', { is_closed: true }]);
});

it('shares one poll between a message and its forward, and begins anew with a copy', async () => {
  const { ann, bot } = town;
  const { messageId: message_id } = await sendPoll(bot, ann);
  const call = { chat_id: ann.id, from_chat_id: ann.id, message_id };
  const forward = await bot.result<{ message_id: number }>('forwardMessage', call);
  const copy = await bot.result<{ message_id: number }>('copyMessage', call);
  await ann.vote(bot, { messageId: message_id }, [0]);
  const votersOf = (id: number): unknown =>
    Object.keys(ann.messages(bot).find(({ messageId }) => messageId === id)?.poll?.votes ?? {}).length;
  expect([message_id, forward.message_id, copy.message_id].map(votersOf)).toEqual([1, 1, 0]);
});

it('closes a poll when its time is over, unless it was forgotten by then', async () => {
  const clock = new ManualClock();
  const telegram = await TelegramEmulator.start({ clock });
  const bot = telegram.addBot({ username: 'tower_bot' });
  const ann = telegram.person('ann');
  await ann.send(bot, '/start');
  const params = new URLSearchParams({ chat_id: String(ann.id), question: 'Q', options: '["a","b"]', open_period: '60' });
  await fetch(`${telegram.apiRoot}/bot${bot.token}/sendPoll?${params.toString()}`);
  clock.advance(59_000);
  expect(ann.messages(bot).at(-1)?.poll?.isClosed).toBe(false);
  clock.advance(1_000);
  expect(ann.messages(bot).at(-1)?.poll?.isClosed).toBe(true);
  await fetch(`${telegram.apiRoot}/bot${bot.token}/sendPoll?${params.toString()}`);
  telegram.reset();
  clock.advance(60_000);
  expect(telegram.pendingUpdates(bot)).toBe(0);
  await telegram.close();
});
