import type { TelegramEmulator } from '../telegram-emulator';
import { BotClient, type Json } from './bot-client';
import { picture } from './picture';

/** Files that a test can name instead of making them. */
const SAMPLES: Record<string, () => File> = {
  picture: () => sample(picture(640, 480), 'tower.png'),
  'long picture': () => sample(picture(2_100, 100), 'long.png'),
  'large picture': () => sample(picture(5_001, 5_000), 'large.png'),
  'heavy picture': () => sample(Buffer.concat([picture(10, 10), Buffer.alloc(10_485_760)]), 'heavy.png'),
  text: () => sample(Buffer.from('hello'), 'hello.txt'),
  'text with % in its name': () => sample(Buffer.from('hello'), 'a%2FQ3%20report.txt'),
  gif: () => sample(Buffer.from('GIF89a\x10\0\x10\0\0\0\0', 'latin1'), 'tower.gif'),
  nothing: () => sample(Buffer.alloc(0), 'nothing.txt'),
};

export function sampleFile(name: string): File {
  const make = SAMPLES[name];
  if (!make) throw new Error(`There is no sample ${name}`);
  return make();
}

/** A call as a form with samples in it. */
export function partsFor(params: Json, files: Record<string, string>): FormData {
  const form = new FormData();
  for (const [key, value] of Object.entries(params)) {
    if (value !== undefined) form.set(key, typeof value === 'string' ? value : JSON.stringify(value));
  }
  for (const [part, name] of Object.entries(files)) form.set(part, sampleFile(name));
  return form;
}

/** Sends a photo, a document and an album to the person, and notes by what the bot knows them. */
export async function sendSamples(
  telegram: TelegramEmulator,
  bot: BotClient,
  places: Map<string, number | string>,
): Promise<void> {
  const chat_id = places.get('person');
  const photo = await sent(bot, 'sendPhoto', { chat_id, caption: 'tower' }, { photo: 'picture' });
  const document = await sent(bot, 'sendDocument', { chat_id }, { document: 'text' });
  const sticker = await sent(bot, 'sendSticker', { chat_id }, { sticker: 'picture' });
  places.set('own photo', photo.message_id as number).set('photo id', (photo.photo as Json[]).at(-1)?.file_id as string);
  places.set('own document', document.message_id as number).set('document id', (document.document as Json).file_id as string);
  const text = await bot.result('sendMessage', { chat_id, text: 'to be a photo' });
  places.set('own sticker', sticker.message_id as number).set('own text', text.message_id as number);
  const other = new BotClient(telegram, telegram.addBot({ username: 'other_bot' }));
  await telegram.person('ann').send(other, '/start');
  const foreign = await sent(other, 'sendDocument', { chat_id }, { document: 'text' });
  places.set("another bot's id", (foreign.document as Json).file_id as string);
}

async function sent(bot: BotClient, method: string, params: Json, files: Record<string, string>): Promise<Json> {
  const samples = Object.fromEntries(Object.entries(files).map(([part, name]) => [part, sampleFile(name)]));
  const { result, description } = await bot.upload(method, params, samples);
  if (result === undefined) throw new Error(description);
  return result as Json;
}

function sample(bytes: Buffer, name: string): File {
  return new File([new Uint8Array(bytes)], name);
}
