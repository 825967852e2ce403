import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Telegram } from 'telegraf';

import { TelegramEmulator } from '../telegram-emulator';
import { BotClient, type Json } from '../testing/bot-client';
import { picture } from '../testing/picture';
import { sampleFile } from '../testing/sample-files';
import { buildTown, leaveTown, type Town } from '../testing/town';

let town: Town;

beforeEach(async () => {
  town = await buildTown();
  await town.ann.send(town.bot, '/start');
  await town.bot.news();
});

afterEach(() => leaveTown(town));

/** The first message since the last time. */
const received = async (bot: BotClient): Promise<Json> => (await bot.news())[0]?.[1] ?? {};

const largest = (message: Json): Json | undefined => (message.photo as Json[]).at(-1);

it('shows a bot what a person sends, and gives it the same bytes', async () => {
  const { ann, bot } = town;
  const bytes = picture(1_000, 500);
  await ann.sendFile(bot, { kind: 'photo', bytes, caption: 'The /tower', spoiler: true });
  const message = await received(bot);
  expect(message).toMatchObject({ caption: 'The /tower', caption_entities: [{ type: 'bot_command' }], has_media_spoiler: true });
  expect(message).not.toHaveProperty('text');
  expect((message.photo as Json[]).map(({ width, height }) => [width, height])).toEqual([
    [90, 45],
    [320, 160],
    [800, 400],
    [1_000, 500],
  ]);
  expect(await bot.download(largest(message)?.file_id)).toEqual(bytes);
});

it.each([
  ['document', { name: 'a.pdf' }, { file_name: 'a.pdf', mime_type: 'application/pdf', file_size: 5 }],
  ['video', { name: 'a.mp4', width: 4, height: 2, duration: 3 }, { width: 4, height: 2, duration: 3, mime_type: 'video/mp4' }],
  ['animation', { width: 4, height: 2 }, { width: 4, height: 2, duration: 0 }],
  ['audio', { title: 'Song', performer: 'Ann', duration: 3 }, { title: 'Song', performer: 'Ann', mime_type: 'audio/mpeg' }],
  ['voice', { duration: 3 }, { duration: 3, mime_type: 'audio/ogg' }],
  ['video_note', { width: 240 }, { length: 240, duration: 0 }],
  ['sticker', { emoji: '🗼', mimeType: 'video/webm' }, { emoji: '🗼', type: 'regular', is_video: true, is_animated: false }],
] as const)('tells a bot of a %s in the form of its kind', async (kind, details, form) => {
  const { ann, bot } = town;
  await ann.sendFile(bot, { kind, bytes: Buffer.from('bytes'), ...details });
  const message = await received(bot);
  expect(message[kind]).toMatchObject(form);
  expect((await bot.download((message[kind] as Json).file_id)).toString()).toBe('bytes');
});

it('shows people what a bot sends', async () => {
  const { telegram, ann, bot } = town;
  await bot.upload(
    'sendDocument',
    { chat_id: ann.id, caption: 'Read *this*', parse_mode: 'Markdown' },
    { document: sampleFile('text') },
  );
  const message = await ann.expectMessage(bot, 'Read this');
  expect(message.media).toMatchObject({ kind: 'document', name: 'hello.txt', mimeType: 'text/plain', size: 5 });
  const { media } = await ann.sendFile(bot, { kind: 'photo', bytes: picture(8, 4) });
  expect(media).toMatchObject({ mimeType: 'image/png', width: 8, height: 4 });
  expect(telegram.file(message.media?.uniqueId ?? '')?.bytes.toString()).toBe('hello');
});

it('names a file for each bot in another way, and for all of them in one', async () => {
  const { telegram, ann, bot } = town;
  const other = new BotClient(telegram, telegram.addBot({ username: 'other_bot' }));
  const yard = telegram.supergroup('Yard', { owner: ann, members: [bot, other] });
  for (const one of [bot, other]) await ann.in(yard).promote(one);
  await Promise.all([bot.news(), other.news()]);
  await ann.in(yard).sendFile({ kind: 'document', name: 'a.txt', bytes: Buffer.from('hello') });
  const [mine, theirs] = await Promise.all([received(bot), received(other)]);
  const [first, second] = [mine.document as Json, theirs.document as Json];
  expect(first.file_unique_id).toBe(second.file_unique_id);
  expect(first.file_id).not.toBe(second.file_id);
  const words = 'Bad Request: wrong file identifier/HTTP URL specified';
  await expect(other.result('sendDocument', { chat_id: yard.id, document: first.file_id })).rejects.toThrow(words);
  const again = await bot.result('sendDocument', { chat_id: yard.id, document: first.file_id });
  expect(again.document).toEqual(first);
});

describe('a download', () => {
  it('is only for the bot that asked, and only for what there is', async () => {
    const { telegram, ann, bot } = town;
    const other = telegram.addBot({ username: 'other_bot' });
    await ann.sendFile(bot, { kind: 'document', name: 'a.txt', bytes: Buffer.from('hello') });
    const message = await received(bot);
    const { file_path: path } = await bot.result('getFile', { file_id: (message.document as Json).file_id });
    expect(path).toBe('documents/file_0.txt');
    const statusOf = async (token: string, file: string): Promise<number> =>
      (await fetch(`${telegram.apiRoot}/file/bot${token}/${file}`)).status;
    expect(await statusOf(other.token, String(path))).toBe(404);
    expect(await statusOf(other.token, 'toString')).toBe(404);
    expect(await statusOf('123:nonsense', String(path))).toBe(401);
  });

  it('is refused for more than 20 MB', async () => {
    const { ann, bot } = town;
    await ann.sendFile(bot, { kind: 'document', name: 'large.zip', bytes: Buffer.alloc(20 * 1_024 * 1_024 + 1) });
    const message = await received(bot);
    const call = bot.result('getFile', { file_id: (message.document as Json).file_id });
    await expect(call).rejects.toThrow('Bad Request: file is too big');
  });
});

it('refuses an upload of more than 50 MB', async () => {
  const { ann, bot } = town;
  const whole = new File([new Uint8Array(52 * 1_024 * 1_024)], 'huge.bin');
  const answer = await bot.upload('sendDocument', { chat_id: ann.id }, { document: whole });
  expect(answer).toMatchObject({ error_code: 413, description: 'Request Entity Too Large' });
});

it('fetches what a URL on this machine names, and nothing from elsewhere', async () => {
  const { ann, bot } = town;
  const server = createServer((request, response) => {
    if (request.url === '/away.png') response.writeHead(302, { Location: 'https://example.com/' }).end();
    else response.end(request.url === '/tower.png' ? picture(20, 10) : 'no picture');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const root = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const send = (photo: string): ReturnType<BotClient['call']> => bot.call('sendPhoto', { chat_id: ann.id, photo });
  expect((await send(`${root}/tower.png`)).result).toMatchObject({ photo: [{ width: 20, height: 10 }] });
  expect((await send(`${root}/tower.txt`)).description).toBe('Bad Request: wrong type of the web page content');
  for (const photo of [`${root}/away.png`, 'http://127.0.0.1:1/a.png', 'https://example.com/a.png']) {
    expect((await send(photo)).description).toBe('Bad Request: failed to get HTTP URL content');
  }
  server.close();
});

it('understands what an independent client uploads', async () => {
  const { telegram, ann, bot } = town;
  const token = telegram.bots().find(({ id }) => id === bot.id)?.token ?? '';
  const client = new Telegram(token, { apiRoot: telegram.apiRoot });
  await client.sendPhoto(ann.id, { source: picture(8, 8), filename: 'tower.png' }, { caption: 'Tower' });
  const album = await client.sendMediaGroup(ann.id, [
    { type: 'photo', media: { source: picture(8, 8) }, caption: 'One' },
    { type: 'photo', media: { source: picture(9, 9) } },
  ]);
  expect(new Set(album.map((one) => 'media_group_id' in one && one.media_group_id)).size).toBe(1);
  const shown = ann.messages(bot).filter(({ media }) => media);
  expect(shown.map(({ text, media }) => [text, media?.width])).toEqual([
    ['Tower', 8],
    ['One', 8],
    ['', 9],
  ]);
});

it('keeps files beside the state file over a restart', async () => {
  const stateFile = join(mkdtempSync(join(tmpdir(), 'emulator-')), 'world.json');
  const before = await TelegramEmulator.start({ stateFile });
  const bot = new BotClient(before, before.addBot({ username: 'tower_bot' }));
  await before.person('ann').sendFile(bot, { kind: 'document', name: 'a.txt', bytes: Buffer.from('hello') });
  const message = await received(bot);
  await before.close();
  const { file_id: fileId, file_unique_id: uniqueId } = message.document as Json;
  expect(readFileSync(join(`${stateFile}.files`, String(uniqueId))).toString()).toBe('hello');
  expect(readFileSync(stateFile, 'utf8')).not.toContain(Buffer.from('hello').toString('base64'));

  const after = await TelegramEmulator.start({ stateFile });
  expect((await new BotClient(after, after.addBot({ username: 'tower_bot' })).download(fileId)).toString()).toBe('hello');
  await after.close();

  const second = JSON.parse(readFileSync(stateFile, 'utf8')) as Json;
  delete second.files;
  writeFileSync(stateFile, JSON.stringify({ ...second, version: 2 }));
  const older = await TelegramEmulator.start({ stateFile });
  expect(older.person('ann').messages('tower_bot')).toHaveLength(1);
  await older.close();
});
