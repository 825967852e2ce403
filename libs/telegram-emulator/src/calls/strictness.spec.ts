import type { EmulatedBot } from '../profiles';
import { TelegramEmulator } from '../telegram-emulator';
import type { Person } from '../person';

let telegram: TelegramEmulator;
let bot: EmulatedBot;
let ann: Person;

beforeEach(async () => {
  telegram = await TelegramEmulator.start();
  bot = telegram.addBot({ username: 'tower_bot' });
  ann = telegram.person('ann');
  await ann.send(bot, '/start');
});

afterEach(async () => {
  await telegram.close();
});

async function call(method: string, params: Record<string, unknown>): Promise<{ ok: boolean; description?: string }> {
  const response = await fetch(`${telegram.apiRoot}/bot${bot.token}/${method}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(params),
  });
  return (await response.json()) as { ok: boolean; description?: string };
}

it.each<[string, string, Record<string, unknown>, string]>([
  ['a parameter that nobody knows', 'sendMessage', { parsemode: 'HTML' }, 'sendMessage has no parameter parsemode'],
  ['another kind', 'sendMessage', { text: 5 }, 'the parameter text of sendMessage must be a string, not number'],
  ['null', 'sendMessage', { reply_markup: null }, 'the parameter reply_markup of sendMessage must be an object, not null'],
  [
    'none of two kinds',
    'sendMessage',
    { chat_id: [] },
    'the parameter chat_id of sendMessage must be a number or a string, not an array',
  ],
  [
    'a list that is none',
    'sendMessage',
    { entities: '{}' },
    'the parameter entities of sendMessage must be an array, not string',
  ],
  [
    'broken JSON',
    'sendMessage',
    { reply_markup: '{' },
    'the parameter reply_markup of sendMessage must be an object, not string',
  ],
  [
    'a word that is not among the allowed ones',
    'sendMessage',
    { parse_mode: 'XML' },
    'the parameter parse_mode of sendMessage must be one of HTML, MarkdownV2, Markdown, not XML',
  ],
  [
    'a word for an action that is described under a name of its own',
    'sendChatAction',
    { text: undefined, action: 'dancing' },
    'the parameter action of sendChatAction must be one of typing, upload_photo, record_video, upload_video, record_voice, upload_voice, ' +
      'upload_document, choose_sticker, find_location, record_video_note, upload_video_note, not dancing',
  ],
  ['nothing where something is needed', 'sendMessage', { text: undefined }, 'sendMessage needs the parameter text'],
  [
    'what this world has no place for',
    'sendMessage',
    { business_connection_id: 'x' },
    'the emulator does not model the parameter business_connection_id of sendMessage',
  ],
])('refuses %s, and notes it', async (_, method, params, problem) => {
  const answer = await call(method, { chat_id: ann.id, text: 'hi', ...params });
  expect(answer).toEqual({ ok: false, error_code: 400, description: `EMULATOR-STRICT: ${problem}` });
  expect(telegram.problems).toEqual([problem]);
});

it.each<[string, string, Record<string, unknown>]>([
  ['an older name', 'sendMessage', { disable_web_page_preview: true, reply_to_message_id: 1, allow_sending_without_reply: true }],
  ['everything as strings', 'sendMessage', { chat_id: '', disable_notification: 'true', entities: '[]', reply_markup: '{}' }],
  ['an action by its word', 'sendChatAction', { text: undefined, action: 'typing' }],
])('takes %s', async (_, method, params) => {
  const chat = 'chat_id' in params ? { chat_id: String(ann.id) } : {};
  expect(await call(method, { chat_id: ann.id, text: 'hi', ...params, ...chat })).toMatchObject({ ok: true });
  expect(telegram.problems).toEqual([]);
});

it('knows every method of the documentation, and tells one that is missing here from one that does not exist', async () => {
  expect(await call('sendGame', {})).toMatchObject({ description: 'EMULATOR: sendGame not implemented' });
  expect(await call('sendGames', {})).toMatchObject({ description: 'Not Found: method not found' });
  expect(telegram.problems).toEqual(['sendGame is not implemented', 'There is no method sendGames']);
});

it("leaves Telegram's own answer alone when it is switched off", async () => {
  await telegram.close();
  telegram = await TelegramEmulator.start({ strict: false });
  bot = telegram.addBot({ username: 'tower_bot' });
  ann = telegram.person('ann');
  await ann.send(bot, '/start');
  const wrong = { chat_id: ann.id, text: 'hi', parse_mode: 'XML', parsemode: 'HTML' };
  expect(await call('sendMessage', wrong)).toMatchObject({ description: 'Bad Request: unsupported parse_mode' });
  expect(telegram.problems).toEqual([]);
});
