import { check, type Finding } from './checker';
import type { Send } from './submissions';
import type { Copy, Evidence, MessageRow } from './evidence';

const CHAT = '501';
const GREETING = 'Hello, Ann! Nice to meet you.';

const send = (number: number): Send => ({
  key: `key-${String(number)}`,
  text: `text ${String(number)}`,
  chatId: 'chat',
  telegramId: CHAT,
  delivery: 'at_least_once',
  ids: [`id-${String(number)}`],
});

const row = (number: number, more: Partial<MessageRow> = {}): MessageRow => ({
  id: `id-${String(number)}`,
  chat: 'chat',
  telegramId: CHAT,
  accountId: 'account',
  method: 'sendMessage',
  text: `text ${String(number)}`,
  status: 'sent',
  delivery: 'at_least_once',
  attempt: 1,
  possibleDuplicate: false,
  telegramMessageId: String(number * 10),
  ambiguous: 0,
  ...more,
});

const greeting = (id: string, messageId: number): MessageRow =>
  row(0, { id, accountId: null, text: `${GREETING} ${id}`, telegramMessageId: String(messageId) });

const copy = (number: number, messageId = number * 10): Copy => ({ telegramId: CHAT, text: `text ${String(number)}`, messageId });

/** One person who wrote /start once, and two messages that arrived: nothing is wrong here. */
const clean: Evidence = {
  sends: [send(1), send(2)],
  answers: new Map([['202', 2], ['503', 1], ['none', 4]]), // prettier-ignore
  copies: [{ telegramId: CHAT, text: `${GREETING} a`, messageId: 5 }, copy(1), copy(2)],
  messages: [greeting('a', 5), row(1), row(2)],
  keys: [
    { key: 'key-1', messageId: 'id-1' },
    { key: 'key-2', messageId: 'id-2' },
  ],
  updates: [{ name: '1 7', status: 'processed' }],
  produced: new Set(['1 7']),
  undelivered: 0,
  starts: new Map([[CHAT, 1]]),
  lanes: [{ chat: 'chat', open: 0, busy: false }],
  changedEnds: [],
  fallen: [],
  emulatorProblems: [],
  unbalanced: [],
  mended: [],
};

const withRow = (number: 1 | 2, more: Partial<MessageRow>): MessageRow[] =>
  clean.messages.map((one) => (one.id === `id-${String(number)}` ? { ...one, ...more } : one));

const findings = (evidence: Partial<Evidence>): string[] =>
  Object.entries(check({ ...clean, ...evidence }))
    .filter(([, examples]) => examples.length > 0)
    .map(([finding]) => finding);

const flagged = { possibleDuplicate: true, ambiguous: 1 };

it.each<[string, Partial<Evidence>]>([
  ['everything arrived once', {}],
  ['a flagged message arrived twice', { messages: withRow(1, flagged), copies: [...clean.copies, copy(1, 15)] }],
  [
    'a flagged message arrived a second time after the next one',
    { messages: withRow(1, flagged), copies: [...clean.copies, copy(1, 99)] },
  ],
  ['an uncertain message arrived', { messages: withRow(2, { status: 'uncertain', delivery: 'at_most_once', ambiguous: 1 }) }],
  [
    'an uncertain message did not arrive',
    { messages: withRow(2, { status: 'uncertain', delivery: 'at_most_once', ambiguous: 1 }), copies: clean.copies.slice(0, 2) },
  ],
  [
    'an uncertain message arrives after the next one',
    {
      messages: withRow(1, { status: 'uncertain', delivery: 'at_most_once', ambiguous: 1 }),
      copies: [...clean.copies.filter(({ text }) => text !== 'text 1'), copy(1, 99)],
    },
  ],
])('is content when %s', (_, evidence) => {
  expect(findings(evidence)).toEqual([]);
});

it.each<[string, Finding[], Partial<Evidence>]>([
  ['an accepted message is not there', ['lost', 'unexpected', 'idempotencyBreaks'], { messages: clean.messages.slice(0, 2) }],
  ['a sent message did not arrive', ['lost', 'falseStates'], { copies: clean.copies.slice(0, 2) }],
  ['something arrived that nobody sent', ['unexpected'], { copies: [...clean.copies, copy(3)] }],
  ['a message arrived twice without a flag', ['unexplainedDuplicates'], { copies: [...clean.copies, copy(1, 15)] }],
  [
    'a flag follows from no lost answer',
    ['unexplainedDuplicates'],
    { messages: withRow(1, { possibleDuplicate: true }), copies: [...clean.copies, copy(1, 15)] },
  ],
  [
    'a message arrived three times',
    ['unexplainedDuplicates'],
    { messages: withRow(1, flagged), copies: [...clean.copies, copy(1, 15), copy(1, 16)] },
  ],
  [
    'an at_most_once message arrived twice',
    ['unexplainedDuplicates'],
    { messages: withRow(1, { ...flagged, delivery: 'at_most_once' }), copies: [...clean.copies, copy(1, 15)] },
  ],
  ['a message names another copy', ['falseStates'], { messages: withRow(1, { telegramMessageId: '11' }) }],
  ['a message failed and arrived', ['falseStates', 'unexplainedEnds'], { messages: withRow(1, { status: 'failed' }) }],
  [
    'a message is still queued',
    ['unexplainedEnds'],
    { messages: withRow(2, { status: 'queued' }), copies: clean.copies.slice(0, 2) },
  ],
  [
    'a message is uncertain after one lost answer of two',
    ['unexplainedEnds'],
    { messages: withRow(2, { status: 'uncertain', ambiguous: 1 }) },
  ],
  [
    'the second message stands before the first',
    ['orderBreaks'],
    { messages: withRow(2, { telegramMessageId: '8' }), copies: [...clean.copies.slice(0, 2), copy(2, 8)] },
  ],
  ['a key stands for no message', ['idempotencyBreaks'], { keys: clean.keys.slice(0, 1) }],
  [
    'a repeated request got another message',
    ['lost', 'idempotencyBreaks'],
    { sends: [send(1), { ...send(2), ids: ['id-2', 'id-3'] }] },
  ],
  ['an update was not stored', ['lostUpdates', 'wrongEffects'], { produced: new Set(['1 7', '1 8']) }],
  ['an update still waits at Telegram', ['lostUpdates'], { undelivered: 1 }],
  ['an update was parked', ['unprocessedUpdates'], { updates: [{ name: '1 7', status: 'failed' }] }],
  ['/start was not answered', ['wrongEffects'], { messages: [row(1), row(2)], copies: clean.copies.slice(1) }],
  [
    '/start was answered twice',
    ['wrongEffects'],
    {
      messages: [...clean.messages, greeting('b', 6)],
      copies: [...clean.copies, { telegramId: CHAT, text: `${GREETING} b`, messageId: 6 }],
    },
  ],
  ['a message changed after its end', ['changedEnds'], { changedEnds: ['id-1 was sent, and became uncertain'] }],
  ['a lane counts what is not there', ['wrongLanes'], { lanes: [{ chat: 'chat', open: 1, busy: false }] }],
  ['a lane is busy with nothing', ['wrongLanes'], { lanes: [{ chat: 'chat', open: 0, busy: true }] }],
  ['a lane had to be mended', ['wrongLanes'], { mended: ['lanes had wrong figures'] }],
  ['the books do not balance', ['wrongBooks'], { unbalanced: ['accepted 3, ended 2, open 0'] }],
  ['a request failed with 500', ['wrongAnswers'], { answers: new Map([['500', 1]]) }],
  ['a message was never accepted', ['wrongAnswers'], { sends: [send(1), send(2), { ...send(3), ids: [] }] }],
  ['a process ended by itself', ['fallenProcesses'], { fallen: ['worker-0'] }],
  ['the emulator was called wrongly', ['emulatorProblems'], { emulatorProblems: ['There is no method x'] }],
])('finds out that %s', (_, expected, evidence) => {
  expect(findings(evidence).sort()).toEqual([...expected].sort());
});
