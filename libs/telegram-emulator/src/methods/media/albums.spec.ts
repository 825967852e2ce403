import type { BotClient, Json } from '../../testing/bot-client';
import { picture } from '../../testing/picture';
import { sampleFile } from '../../testing/sample-files';
import { buildTown, leaveTown, type Town } from '../../testing/town';

let town: Town;

beforeEach(async () => {
  town = await buildTown();
  await town.ann.send(town.bot, '/start');
  await town.bot.news();
});

afterEach(() => leaveTown(town));

const sendAlbum = async ({ ann, bot }: Town): Promise<Json[]> => {
  const media = ['a', 'b'].map((part) => ({ type: 'photo', media: `attach://${part}`, caption: part }));
  const files = { a: sampleFile('picture'), b: sampleFile('picture') };
  return (await bot.upload('sendMediaGroup', { chat_id: ann.id, media }, files)).result as Json[];
};

const copied = async (bot: BotClient, method: string, params: Json): Promise<number[]> =>
  (await bot.result<{ message_id: number }[]>(method, params)).map(({ message_id }) => message_id);

it('reach a bot as messages of one group', async () => {
  const { ann, bot } = town;
  const sent = await ann.sendAlbum(bot, [
    { kind: 'photo', bytes: picture(4, 4), caption: 'Both' },
    { kind: 'video', bytes: Buffer.from('film') },
  ]);
  const news = await bot.news();
  expect(news.map(([, { media_group_id: group }]) => group)).toEqual(sent.map(({ media }) => media?.groupId));
  expect(sent[0]?.media?.groupId).toBeDefined();
  const mixed = ann.sendAlbum(bot, [
    { kind: 'photo', bytes: picture(4, 4) },
    { kind: 'document', bytes: Buffer.from('x') },
  ]);
  await expect(mixed).rejects.toThrow("can't be mixed");
});

it('stay albums when they are copied or forwarded, under another name', async () => {
  const { ann, bot } = town;
  const album = await sendAlbum(town);
  const message_ids = album.map(({ message_id: id }) => id);
  for (const method of ['copyMessages', 'forwardMessages']) {
    const ids = await copied(bot, method, { chat_id: ann.id, from_chat_id: ann.id, message_ids });
    const groups = ann.messages(bot).flatMap(({ messageId, media }) => (ids.includes(messageId) ? [media?.groupId] : []));
    expect(groups).toHaveLength(2);
    expect(new Set([...groups, album[0]?.media_group_id]).size).toBe(2);
  }
});

it('lose their captions when a copy is asked for without them', async () => {
  const { ann, bot } = town;
  const message_ids = (await sendAlbum(town)).map(({ message_id: id }) => id);
  const [first, second] = await copied(bot, 'copyMessages', {
    chat_id: ann.id,
    from_chat_id: ann.id,
    message_ids,
    remove_caption: true,
  });
  const texts = ann.messages(bot).flatMap(({ messageId, text }) => ([first, second].includes(messageId) ? [text] : []));
  expect(texts).toEqual(['', '']);
});

it('let one of them be copied alone, with another caption', async () => {
  const { ann, bot } = town;
  const [one] = await sendAlbum(town);
  const call = { chat_id: ann.id, from_chat_id: ann.id, message_id: one?.message_id };
  await bot.result('copyMessage', { ...call, caption: '<b>New</b>', parse_mode: 'HTML', show_caption_above_media: true });
  const copy = ann.messages(bot).at(-1);
  expect(copy).toMatchObject({ text: 'New', entities: [{ type: 'bold' }], media: { kind: 'photo', captionAbove: true } });
  expect(copy?.media).not.toHaveProperty('groupId');
  expect(await bot.result('forwardMessage', call)).toMatchObject({ caption: 'a', forward_origin: { type: 'user' } });
});

it('keep what they are made of when one of them is edited', async () => {
  const { ann, bot } = town;
  const [one] = await sendAlbum(town);
  const message = { chat_id: ann.id, message_id: one?.message_id };
  const document = { type: 'document', media: 'attach://c' };
  expect((await bot.upload('editMessageMedia', { ...message, media: document }, { c: sampleFile('text') })).description).toBe(
    "Bad Request: can't change media type in the album",
  );
  const video = { type: 'video', media: 'attach://c', caption: 'film' };
  const edited = await bot.upload('editMessageMedia', { ...message, media: video }, { c: sampleFile('text') });
  expect(edited.result).toMatchObject({ caption: 'film', media_group_id: one?.media_group_id, video: { file_size: 5 } });
});

it('need the right to send their kind where the bot is restricted', async () => {
  const { telegram, ann, bot } = town;
  const yard = telegram.supergroup('Yard', { owner: ann, members: [bot] });
  await ann.in(yard).restrict(bot, { permissions: ['can_send_documents'] });
  const refused = await bot.upload('sendPhoto', { chat_id: yard.id }, { photo: sampleFile('picture') });
  expect(refused.description).toBe('Bad Request: not enough rights to send photos to the chat');
  expect((await bot.upload('sendDocument', { chat_id: yard.id }, { document: sampleFile('text') })).ok).toBe(true);
  const text = await bot.call('sendMessage', { chat_id: yard.id, text: 'hi' });
  expect(text.description).toBe('Bad Request: not enough rights to send text messages to the chat');
});
