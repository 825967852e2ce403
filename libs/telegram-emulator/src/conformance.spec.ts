import access from '../conformance/access.json';
import chats from '../conformance/chats.json';
import contents from '../conformance/contents.json';
import media from '../conformance/media.json';
import moderation from '../conformance/moderation.json';
import keyboards from '../conformance/keyboards.json';
import text from '../conformance/text.json';
import { TelegramEmulator } from './telegram-emulator';
import { BotClient, type Json } from './testing/bot-client';
import { manageChats, openChannelAndPoll } from './testing/sample-chats';
import { partsFor, sendSamples } from './testing/sample-files';
import { ManualClock } from './world/clock';

/** What a request is answered by the official server. Without a chat of its own it goes to a person who wrote to the bot, saying `hi`. */
interface Row {
  name: string;
  source: string;
  method: string;
  params?: Json;
  /** One of the situations below. */
  chat?: string;
  token?: unknown;
  /** Samples that come along, by the names of their parts. */
  files?: Record<string, string>;
  status: number;
  description?: string;
  parameters?: Json;
  result?: Json;
}

const ROWS = [...access, ...chats, ...contents, ...keyboards, ...media, ...moderation, ...text] as Row[];

/** Each row plays a second after the one before: setWebhook is taken once a second only. */
const clock = new ManualClock();

let telegram: TelegramEmulator;
let bot: BotClient;
let token: string;
/** The chats in which a row can play, and what a row names by words. */
const places = new Map<string, number | string>();

beforeAll(async () => {
  telegram = await TelegramEmulator.start({ strict: false, clock });
  const tower = telegram.addBot({ username: 'tower_bot' });
  bot = new BotClient(telegram, tower);
  token = tower.token;
  await privateChats();
  await chatsThatEnded();
  await chatsThatAreOpen();
  await sendSamples(telegram, bot, places);
  await openChannelAndPoll(telegram, bot, places);
  await manageChats(telegram, bot, places);
});

afterAll(async () => {
  await telegram.close();
});

it.each(ROWS.map((row) => [row.name, row] as const))('answers %s as the official server', async (_, row) => {
  clock.advance(1_000);
  const at = places.get(row.chat ?? 'person');
  const params = { chat_id: at, text: 'hi', ...(unfolded(row.params ?? {}) as Json) };
  const answer = await ask(row, params);
  expect(answer.status).toBe(row.status);
  expect(answer.body).toMatchObject(row.status === 200 ? { ok: true, ...(row.result && { result: row.result }) } : refusal(row));
});

function refusal({ status, description, parameters }: Row): Json {
  const shown = parameters && { parameters: unfolded(parameters) };
  return { ok: false, error_code: status, description, ...shown };
}

async function ask(row: Row, params: Json): Promise<{ status: number; body: unknown }> {
  const address = `${telegram.apiRoot}/bot${String(unfolded(row.token ?? token))}/${row.method}`;
  const json = { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(params) };
  const response = await fetch(address, { method: 'POST', ...(row.files ? { body: partsFor(params, row.files) } : json) });
  return { status: response.status, body: await response.json() };
}

/** Long texts and what exists only in this world are written in the rows by what they mean. */
function unfolded(value: unknown): unknown {
  if (typeof value === 'string') return places.get(value) ?? value;
  if (typeof value !== 'object' || value === null) return value ?? undefined;
  if ('repeat' in value && 'times' in value) return String(value.repeat).repeat(Number(value.times));
  if (Array.isArray(value)) return value.map(unfolded);
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, key === 'inline_keyboard' && one === null ? null : unfolded(one)]),
  );
}

async function privateChats(): Promise<void> {
  const [person, blocked] = [telegram.person('ann'), telegram.person('boris')];
  await person.send(bot, '/start');
  await blocked.send(bot, '/start');
  blocked.block(bot);
  const { message_id } = await bot.result<{ message_id: number }>('sendMessage', { chat_id: person.id, text: 'hi' });
  places.set('own message', message_id).set('person', person.id).set('blocked', blocked.id);
  places.set('stranger', telegram.person('stranger').id);
}

async function chatsThatEnded(): Promise<void> {
  const owner = telegram.person('owner');
  for (const [type, place] of [
    ['group', 'kickedFromGroup'],
    ['supergroup', 'kickedFromSupergroup'],
    ['channel', 'kickedFromChannel'],
  ] as const) {
    const chat = telegram[type](place, { owner });
    await owner.in(chat).add(bot);
    await owner.in(chat).remove(bot);
    places.set(place, chat.id);
  }
  for (const [type, place] of [
    ['supergroup', 'leftSupergroup'],
    ['channel', 'leftChannel'],
  ] as const) {
    const chat = telegram[type](place, { owner });
    await owner.in(chat).add(bot);
    await bot.result('leaveChat', { chat_id: chat.id });
    places.set(place, chat.id);
  }
}

async function chatsThatAreOpen(): Promise<void> {
  const owner = telegram.person('owner');
  const founded = { owner, members: [bot] };
  const [deleted, migrated] = [telegram.group('Deleted', founded), telegram.group('Migrated', founded)];
  await owner.in(deleted).dissolve();
  places.set('deletedGroup', deleted.id).set('migratedGroup', migrated.id);
  places.set('new chat', (await owner.in(migrated).migrate()).id);
  const restricted = telegram.supergroup('Restricted', founded);
  await owner.in(restricted).restrict(bot);
  places.set('restricted', restricted.id).set('supergroup', telegram.supergroup('Open', founded).id);
  places.set('forum', telegram.supergroup('Forum', { ...founded, forum: true }).id);
}
