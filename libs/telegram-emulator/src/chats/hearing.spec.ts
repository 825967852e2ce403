import { BotClient } from '../testing/bot-client';
import { buildTown, leaveTown, type Town } from '../testing/town';

let telegram: Town['telegram'];
let bot: Town['bot'];
let ann: Town['ann'];
let boris: Town['boris'];

beforeEach(async () => {
  ({ telegram, bot, ann, boris } = await buildTown());
});

afterEach(() => leaveTown({ telegram }));

describe('privacy mode', () => {
  it('keeps everything from a bot but what is meant for it', async () => {
    const yard = telegram.supergroup('Yard', { owner: ann, members: [boris, bot] });
    const other = new BotClient(telegram, telegram.addBot({ username: 'other_bot' }));
    await ann.in(yard).add(other);
    await bot.news();
    const { messageId } = await boris.in(yard).send('to everybody');
    await boris.in(yard).send('/help@other_bot');
    await boris.in(yard).send('/help');
    await boris.in(yard).send('/help@Tower_Bot');
    await bot.result('sendMessage', { chat_id: yard.id, text: 'mine' });
    await boris.in(yard).send('/start');
    await boris.in(yard).send('an answer', { replyTo: await yard.expectMessage('mine') });
    await boris.in(yard).send('an answer to somebody else', { replyTo: { messageId } });
    await other.result('sendMessage', { chat_id: yard.id, text: 'the other one' });
    await boris.in(yard).send('/again');
    expect(await bot.texts()).toEqual(['/help@Tower_Bot', '/start', 'an answer']);
  });

  it.each([
    ['an administrator', true, true],
    ['a bot without it', false, false],
  ])('keeps nothing from %s but what other bots write', async (_, privacy, admin) => {
    const yard = telegram.supergroup('Yard', { owner: ann, members: [boris] });
    telegram.addBot({ username: bot.username, privacy });
    const other = new BotClient(telegram, telegram.addBot({ username: 'other_bot' }));
    await ann.in(yard).add(bot, admin ? {} : undefined);
    await ann.in(yard).add(other);
    await bot.news();
    await boris.in(yard).send('to everybody');
    await other.result('sendMessage', { chat_id: yard.id, text: 'the other one' });
    expect(await bot.texts()).toEqual(['to everybody']);
  });

  it('that was turned off counts only once the bot is added anew', async () => {
    const yard = telegram.supergroup('Yard', { owner: ann, members: [boris, bot] });
    telegram.addBot({ username: bot.username, privacy: false });
    expect(await bot.result('getMe')).toMatchObject({ can_read_all_group_messages: true });
    await bot.news();
    await boris.in(yard).send('not yet');
    await ann.in(yard).remove(bot);
    await ann.in(yard).add(bot);
    await boris.in(yard).send('now');
    expect(await bot.texts()).toEqual(['now']);
  });
});
