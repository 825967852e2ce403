import type { EmulatedBot } from '../profiles';
import { TelegramEmulator } from '../telegram-emulator';
import type { Person } from '../person';

let telegram: TelegramEmulator;
let bot: EmulatedBot;
let ann: Person;

beforeAll(async () => {
  telegram = await TelegramEmulator.start({ strict: false });
  bot = telegram.addBot({ username: 'tower_bot' });
  ann = telegram.person('ann');
  telegram.person('stranger', { id: 42 });
  await ann.send(bot, '/start');
});

afterAll(async () => {
  await telegram.close();
});

interface Answer {
  ok: boolean;
  result?: { message_id: number; text: string; entities?: unknown[] };
  description?: string;
  error_code?: number;
}

async function call(method: string, params: Record<string, unknown>, token = bot.token): Promise<Answer> {
  const response = await fetch(`${telegram.apiRoot}/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(params),
  });
  const answer = (await response.json()) as Answer;
  if (!answer.ok) expect(answer.error_code).toBe(response.status);
  return answer;
}

const keyboard = (button: unknown): unknown => ({ inline_keyboard: [[button]] });

/** What Telegram's own server answers to each, without the "Bad Request: " in front; the text is "hi" unless told otherwise. */
it.each<[string, Record<string, unknown>, string]>([
  ['no text', { text: undefined }, 'message text is empty'],
  ['an empty text', { text: '' }, 'message text is empty'],
  ['blanks only', { text: ' \n ' }, 'text must be non-empty'],
  ['nothing but empty tags', { text: '<b></b>', parse_mode: 'HTML' }, 'text must be non-empty'],
  ['4097 characters', { text: 'x'.repeat(4097) }, 'message is too long'],
  [
    'an open tag',
    { text: '<b>a', parse_mode: 'html' },
    `can't parse entities: Can't find end tag corresponding to start tag "b"`,
  ],
  ['an unknown parse mode', { parse_mode: 'XML' }, 'unsupported parse_mode'],
  [
    'an entity behind the text',
    { entities: [{ type: 'bold', offset: 5, length: 1 }] },
    'entity begins after the end of the text at UTF-16 offset 5',
  ],
  [
    'an entity that is too long',
    { entities: [{ type: 'bold', offset: 0, length: 9 }] },
    'entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 9',
  ],
  [
    'a link to nowhere in an entity',
    { entities: [{ type: 'text_link', offset: 0, length: 1, url: 'notaurl' }] },
    "entity URL 'notaurl' is invalid: Wrong HTTP URL",
  ],
  ['a list as reply markup', { reply_markup: [] }, 'object expected as reply markup'],
  ['broken JSON as reply markup', { reply_markup: '{' }, "can't parse reply keyboard markup JSON object"],
  ['a keyboard that is null', { reply_markup: { inline_keyboard: null } }, 'field "inline_keyboard" must be of type Array'],
  [
    'a button without a text',
    { reply_markup: keyboard({ url: 'https://example.com' }) },
    `can't parse inline keyboard button: Can't find field "text"`,
  ],
  [
    'a button that does nothing',
    { reply_markup: keyboard({ text: 'a' }) },
    "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
  ],
  [
    'a button to no address',
    { reply_markup: keyboard({ text: 'a', url: 'notaurl' }) },
    "inline keyboard button URL 'notaurl' is invalid: Wrong HTTP URL",
  ],
  [
    'a button to this machine',
    { reply_markup: keyboard({ text: 'a', url: 'http://localhost' }) },
    "inline keyboard button URL 'http://localhost' is invalid: Wrong HTTP URL",
  ],
  [
    '65 bytes of callback data',
    { reply_markup: keyboard({ text: 'a', callback_data: 'é'.repeat(32) + 'x' }) },
    'BUTTON_DATA_INVALID',
  ],
  ['no chat', { chat_id: undefined }, 'chat_id is empty'],
  ['an unknown user', { chat_id: 4711 }, 'chat not found'],
  ['an unknown group', { chat_id: -4711 }, 'chat not found'],
  ['a name', { chat_id: '@nobody' }, 'chat not found'],
  ['the chat 0', { chat_id: 0 }, 'chat not found'],
  ['a reply to a missing message', { reply_parameters: { message_id: 4711 } }, 'message to be replied not found'],
])('refuses %s', async (_, params, description) => {
  expect(await call('sendMessage', { chat_id: ann.id, text: 'hi', ...params })).toEqual({
    ok: false,
    error_code: 400,
    description: `Bad Request: ${description}`,
  });
});

it.each<[string, Record<string, unknown>, unknown]>([
  ['4096 characters that are 8192 units', { text: '😀'.repeat(4096) }, { text: '😀'.repeat(4096) }],
  [
    'a text that is longer before its markup is read',
    { text: `<b>${'x'.repeat(4096)}</b>`, parse_mode: 'HTML' },
    { text: 'x'.repeat(4096) },
  ],
  ['a number as text', { text: 5 }, { text: '5' }],
  ['an object as text', { text: { a: 1 } }, { text: '{"a":1}' }],
  ['broken JSON as entities', { entities: '[' }, { text: 'hi' }],
  [
    'a missing message to reply to, if told so',
    { reply_parameters: { message_id: 4711, allow_sending_without_reply: true } },
    { text: 'hi' },
  ],
  ['a reply', { reply_parameters: { message_id: 1 } }, { reply_to_message: { message_id: 1, text: '/start' } }],
  ['64 bytes of callback data', { reply_markup: keyboard({ text: 'a', callback_data: 'é'.repeat(32) }) }, { text: 'hi' }],
  [
    'blanks around the text',
    { text: '  *hi*\n', parse_mode: 'MarkdownV2' },
    { text: 'hi', entities: [{ type: 'bold', offset: 0, length: 2 }] },
  ],
  [
    'commands and links in it',
    { text: 'Press /help or see https://example.com/a, @ann_x' },
    {
      entities: [
        { type: 'bot_command', offset: 6, length: 5 },
        { type: 'url', offset: 19, length: 21 },
        { type: 'mention', offset: 42, length: 6 },
      ],
    },
  ],
])('takes %s', async (_, params, result) => {
  expect(await call('sendMessage', { chat_id: ann.id, text: 'hi', ...params })).toMatchObject({ ok: true, result });
});

it.each([
  ['a malformed token', 'nonsense', 'Unauthorized: invalid token specified'],
  ['a token that is none', '123456789:short', 'Unauthorized'],
])('answers 401 to %s', async (_, token, description) => {
  expect(await call('getMe', {}, token)).toEqual({ ok: false, error_code: 401, description });
});

it('answers 401 once a token is revoked', async () => {
  const other = telegram.addBot({ username: 'other_bot' });
  telegram.revoke(other);
  expect(await call('getMe', {}, other.token)).toMatchObject({ error_code: 401, description: 'Unauthorized' });
});

it('lets nobody be written to who never wrote, or who blocked the bot', async () => {
  const initiate = "Forbidden: bot can't initiate conversation with a user";
  expect(await call('sendMessage', { chat_id: 42, text: 'hi' })).toMatchObject({ error_code: 403, description: initiate });
  const carl = telegram.person('carl');
  await carl.send(bot, 'hello');
  carl.block(bot);
  const blocked = 'Forbidden: bot was blocked by the user';
  expect(await call('sendMessage', { chat_id: carl.id, text: 'hi' })).toMatchObject({ error_code: 403, description: blocked });
});

it('edits what changes, and only its own messages', async () => {
  const sent = await call('sendMessage', {
    chat_id: ann.id,
    text: 'one',
    reply_markup: keyboard({ text: 'a', callback_data: 'a' }),
  });
  const edit = (params: Record<string, unknown>): Promise<Answer> =>
    call('editMessageText', { chat_id: ann.id, message_id: sent.result?.message_id, text: 'one', ...params });
  expect((await edit({ reply_markup: keyboard({ text: 'a', callback_data: 'a' }) })).description).toMatch(
    /^Bad Request: message is not modified: /,
  );
  expect(await edit({})).toMatchObject({ ok: true, result: { text: 'one', edit_date: expect.any(Number) as number } });
  expect((await edit({ message_id: 4711 })).description).toBe('Bad Request: message to edit not found');
  expect((await edit({ message_id: 1 })).description).toBe("Bad Request: message can't be edited");
  expect(await call('deleteMessage', { chat_id: ann.id, message_id: sent.result?.message_id })).toMatchObject({
    ok: true,
    result: true,
  });
  expect((await edit({ text: 'two' })).description).toBe('Bad Request: message to edit not found');
});

it('answers a press once, and not after its time', async () => {
  await call('sendMessage', { chat_id: ann.id, text: 'press', reply_markup: keyboard({ text: 'Now', callback_data: 'now' }) });
  const callback_query_id = await ann.press(bot, 'Now');
  expect((await call('answerCallbackQuery', { callback_query_id })).ok).toBe(true);
  const tooOld = 'Bad Request: query is too old and response timeout expired or query ID is invalid';
  expect((await call('answerCallbackQuery', { callback_query_id })).description).toBe(tooOld);
  expect((await call('answerCallbackQuery', { callback_query_id: '1' })).description).toBe(tooOld);
});

it('reads parameters from the query, from forms and from multipart alike, and minds no capitals in the method', async () => {
  const url = `${telegram.apiRoot}/bot${bot.token}/SENDMESSAGE`;
  const form = new FormData();
  form.set('chat_id', String(ann.id));
  form.set('text', 'здравствуйте');
  for (const request of [
    fetch(`${url}?chat_id=${String(ann.id)}&text=${encodeURIComponent('здравствуйте')}`),
    fetch(url, { method: 'POST', body: new URLSearchParams({ chat_id: String(ann.id), text: 'здравствуйте' }) }),
    fetch(url, { method: 'POST', body: form }),
  ]) {
    expect(await (await request).json()).toMatchObject({ ok: true, result: { text: 'здравствуйте' } });
  }
});
