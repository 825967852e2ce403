import fc from 'fast-check';
import { characterCount, cleanText, readText, type Entity } from '@app/formatting';
import { escapeHtml } from '@app/platform';
import { BotApi, escapeMarkdownV2, TelegramConfig } from '@app/telegram';
import { TelegramEmulator, type EmulatedBot, type Person } from '@app/telegram-emulator';
import { callOf } from '../../../libs/messaging/src/call-of';
import type { Claimed } from '../../../libs/messaging/src/claimed';
import { draftOf } from '../../../libs/messaging/src/drafting';
import type { SendRequest } from '../../../libs/messaging/src/send-request';

const COUNT = 10_000;
const AT_ONCE = 32;
const LIMIT_MS = 120_000;
const SENT_ONE_IN = 20;
const LONG = 1_000;

let telegram: TelegramEmulator;
let bot: EmulatedBot;
let person: Person;
let api: BotApi;

beforeAll(async () => {
  telegram = await TelegramEmulator.start({ seed: 11 });
  bot = telegram.addBot({ username: 'hostile_bot' });
  person = telegram.person('ann');
  await person.send(bot, '/start');
  api = new BotApi(new TelegramConfig({ TELEGRAM_API_ROOT: telegram.apiRoot }));
});

afterAll(async () => {
  await api.onApplicationShutdown();
  await telegram.close();
});

/** What people call themselves, and write, when they mean no good. */
const nasty = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(
    '<b>',
    '</b>',
    '<a href="tg://user?id=1">',
    '&lt;',
    '&#0;',
    '*',
    '_',
    '__',
    '`',
    '```',
    '[x](tg://user?id=1)',
    '||',
    '~',
    '\\',
    '>',
    '**>',
  ),
  fc.constantFrom(
    '\u202e',
    '\u200d',
    '\u0301'.repeat(9),
    '👩‍👩‍👧‍👦',
    '\n',
    '\t',
    '\u0007',
    ' ',
    '.',
    '!',
    '-',
    '+',
    '=',
    '{',
    '}',
    '#',
    '(',
    ')',
  ),
);
const words = (maxLength: number) => fc.array(nasty, { minLength: 1, maxLength }).map((list) => list.join(''));
const name = words(4)
  .map((text) => [...text].slice(0, 64).join(''))
  .filter((text) => text.trim() !== '');
const escapes = { HTML: escapeHtml, MarkdownV2: escapeMarkdownV2 };

const request = fc
  .tuple(
    fc.constantFrom(undefined, 'HTML' as const, 'MarkdownV2' as const),
    words(12),
    fc.constantFrom(1, 1, 1, 1, 1, 1, 1, 1, 1, 100),
  )
  .map(([parseMode, text, times]): SendRequest => {
    const repeated = `${text}x `.repeat(times);
    return { type: 'text', parseMode, text: parseMode === undefined ? repeated : escapes[parseMode](repeated) };
  });

/** The calls that a message becomes. */
function callsOf(heading: string, body: SendRequest): ReturnType<typeof callOf>[] {
  const draft = draftOf(
    { accountId: 'ann' },
    body,
    { botId: 'bot', chatId: 'chat', heading, chatType: 'private', topicId: null },
    null,
  );
  const claimed = { ...draft, telegramId: person.id, formattingDropped: false, target: null, paid: false, part: 0 };
  if (!draft.parts) return [callOf(claimed as unknown as Claimed)];
  return draft.parts.map((part) => callOf({ ...claimed, ...part, text: null, heading: null } as unknown as Claimed));
}

const STRANGE = new Set([
  'text_link',
  'text_mention',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'pre',
  'code',
  'blockquote',
]);

/** What is wrong with a call as Telegram's reader sees it; null when nothing is. */
function flawOf({ text, parse_mode: mode, entities = [] }: ReturnType<typeof callOf>): unknown {
  const { text: read, entities: found } =
    typeof mode === 'string' ? readText(String(text), mode) : cleanText({ text: String(text), entities: entities as Entity[] });
  const outside = found.filter(({ offset, length }) => offset < 0 || length < 1 || offset + length > read.length);
  const strange = found.filter(({ type }) => STRANGE.has(type));
  return characterCount(read) > 4_096 || outside.length > 0 || strange.length > 0 ? { text, found } : null;
}

it(
  'nothing that people are called or write is markup, or cannot be read: 10,000 random names and texts',
  async () => {
    const cases = fc.sample(fc.tuple(name, request), { numRuns: COUNT, seed: 4_711 });
    const calls = cases.flatMap(([heading, body]) => callsOf(heading, body));
    expect(calls.length).toBeGreaterThan(COUNT);
    expect(calls.map(flawOf).filter((flaw) => flaw !== null)).toEqual([]);

    // The reader is the emulator's own; some go through all of it.
    const refused: unknown[] = [];
    const long = calls.filter(({ text }) => String(text).length > LONG);
    const played = [...calls.filter(({ text }, i) => i % SENT_ONE_IN === 0 && String(text).length <= LONG), ...long.slice(0, 20)];
    const play = async (call: (typeof calls)[number]): Promise<void> => {
      const result = await api.call(bot.token, 'sendMessage', call);
      if (result.kind !== 'done') refused.push([call, result]);
    };
    for (let i = 0; i < played.length; i += AT_ONCE) await Promise.all(played.slice(i, i + AT_ONCE).map(play));
    expect(refused.slice(0, 3)).toEqual([]);
  },
  LIMIT_MS,
);
