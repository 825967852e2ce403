import { buildTown, leaveTown, type Town } from '../testing/town';

let town: Town;

beforeEach(async () => {
  town = await buildTown();
});

afterEach(() => leaveTown(town));

it('a channel speaks in a supergroup by its owner alone, and a bot that answers it names it', async () => {
  const { telegram, bot, ann, boris } = town;
  const news = telegram.channel('News', { owner: ann });
  const yard = telegram.supergroup('Yard', { owner: boris, members: [ann, bot] });
  await boris.in(yard).promote(bot);
  const { messageId } = await ann.in(yard).send('good evening', { asChannel: news });
  expect(yard.messages().at(-1)).toMatchObject({ text: 'good evening', asChannel: news.id });
  const answer = await bot.result('sendMessage', {
    chat_id: yard.id,
    text: 'to you too',
    reply_parameters: { message_id: messageId },
  });
  expect(answer.reply_to_message).toMatchObject({ sender_chat: { id: news.id, title: 'News' } });
  await expect(boris.in(yard).send('me too', { asChannel: news })).rejects.toThrow('boris cannot write in the name of a channel');
});

it('posts of a channel come to the group that is linked to it, with what they carry, and not the service messages', async () => {
  const { telegram, bot, ann, boris } = town;
  const news = telegram.channel('News', { owner: ann, signsPosts: true });
  const yard = telegram.supergroup('Yard', { owner: ann, members: [bot] });
  await ann.in(news).add(bot);
  await ann.in(news).linkTo(yard);
  const before = yard.messages().length;
  const post = await ann.in(news).send('the tower is up');
  await ann.in(news).pin(post);
  expect(yard.messages().slice(before)).toMatchObject([
    {
      text: 'the tower is up',
      isAutomaticForward: true,
      forward: { chatId: news.id, messageId: post.messageId, signature: 'Ann' },
    },
  ]);
  expect(await bot.result('getChat', { chat_id: news.id })).toMatchObject({ linked_chat_id: yard.id });
  expect(await bot.result('getChat', { chat_id: yard.id })).toMatchObject({ linked_chat_id: news.id });
  const foreign = telegram.supergroup('Garden', { owner: boris });
  await expect(ann.in(news).linkTo(foreign)).rejects.toThrow('ann cannot link to what is no supergroup of their own');
});
