/** Takes a field out of a request, instead of giving it a value. */
export const LEFT_OUT = Symbol('left out');

/** A value that no client should send, by the name under which a failure tells it. */
export type Hostile = readonly [name: string, value: unknown];

const LONG = 'x'.repeat(5_000);
const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

/** Texts that programs stumble over, in bodies and in addresses. */
const TEXTS: readonly Hostile[] = [
  ['an empty text', ''],
  ['a blank', ' '],
  ['5000 letters', LONG],
  ['NUL', '\0'],
  ['half of a surrogate pair', '\ud800'],
  ['a mark that turns the writing around', '\u202e'],
  ['an escaped NUL', '%00'],
  ['a way up', '../..'],
  ['SQL', "'; drop table x; --"],
  ['a day that does not exist', '2027-02-30T18:00:00Z'],
  ['a time with an offset', '2027-01-05T18:00:00+02:00'],
  ['a year of six digits', '+275760-09-13T00:00:00.000Z'],
  ['a whole number that no double holds', '9007199254740993'],
  ['the id of nothing', '01890000-0000-7000-8000-00000000ABCD'],
];

/** Tried in every field of every body. */
export const IN_BODIES: readonly Hostile[] = [
  ...TEXTS,
  ['nothing at all', LEFT_OUT],
  ['null', null],
  ['0', 0],
  ['-1', -1],
  ['1.5', 1.5],
  ['2^53', 2 ** 53],
  ['1e308', 1e308],
  ['true', true],
  ['an empty list', []],
  ['a list with null', [null]],
  ['a list of 1000', Array.from({ length: 1_000 }, () => 1)],
  ['a deep list', nested(200)],
  ['an object', {}],
  ['an object with another toString', { toString: 1 }],
  ['an object with no primitive', { valueOf: 1, toString: null }],
  ['an object with __proto__', JSON.parse('{"__proto__":1}')],
];

/** Tried in every parameter of every address: each writes its own part of the query. */
export const IN_QUERIES: readonly (readonly [name: string, written: (parameter: string) => string, value?: string])[] = [
  ...[
    ...TEXTS,
    ...['0', '-1', '1.5', '101', '1e308', '1e1', '0x10', '9007199254740992', 'true', 'null', '[]', '{}', 'NaN'].map(
      (v) => [v, v] as const,
    ),
  ]
    .filter(([, value]) => String(value).isWellFormed())
    .map(
      ([name, value]) =>
        [name, (parameter: string) => `${parameter}=${encodeURIComponent(String(value))}`, String(value)] as const,
    ),
  ['half of a surrogate pair', (parameter) => `${parameter}=%ed%a0%80`],
  ['a broken escape', (parameter) => `${parameter}=%zz`],
  ['it twice', (parameter) => `${parameter}=1&${parameter}=2`],
  ['a list', (parameter) => `${parameter}[]=1`],
  ['a field of it', (parameter) => `${parameter}[b]=1`],
  ['__proto__ of it', (parameter) => `${parameter}[__proto__]=1`],
  ['nothing behind it', (parameter) => parameter],
];

/** A way in which an accepted value may come back other than it was sent. */
interface Normalisation {
  readonly why: string;
  /** In which fields; in all, if left out. */
  readonly in?: RegExp;
  readonly same: (sent: unknown, kept: unknown) => boolean;
}

const NORMALISATIONS: readonly Normalisation[] = [
  {
    why: 'blanks around a name do not count',
    in: /^(name|email|username|firstName|lastName|languageCode)$/,
    same: (sent, kept) => typeof sent === 'string' && sent.trim() === kept,
  },
  {
    why: 'of a person a blank name is none',
    in: /^(username|firstName|lastName|languageCode)$/,
    same: (sent, kept) => typeof sent === 'string' && sent.trim() === '' && kept === null,
  },
  {
    why: 'a caption that shows nothing is none',
    in: /^caption$/,
    same: (sent, kept) => typeof sent === 'string' && /^[\s\u202e]*$/.test(sent) && kept === undefined,
  },
  {
    why: 'a preview without wishes is as usual, and who names no message answers none',
    in: /^(linkPreview|replyTo)$/,
    same: (sent, kept) => JSON.stringify(sent) === '{}' && kept === undefined,
  },
  {
    why: 'parameters of a query are words',
    same: (sent, kept) => typeof kept === 'boolean' && sent === String(kept),
  },
  {
    why: 'the same instant is told in UTC',
    in: /At$/,
    same: (sent, kept) => typeof sent === 'string' && new Date(sent).getTime() === new Date(String(kept)).getTime(),
  },
  {
    why: 'ids of Telegram are told as digits, and taken as exact numbers too',
    in: /^telegramId$/,
    same: (sent, kept) => Number.isSafeInteger(sent) && String(sent) === kept,
  },
  {
    why: 'the letters of a UUID have no case',
    in: /Id$/,
    same: (sent, kept) => typeof sent === 'string' && sent.toLowerCase() === kept,
  },
];

/** Where an accepted value comes back under another name. */
export const TOLD_AS: Readonly<Record<string, string>> = { mode: 'wantedMode' };

/** Whether an accepted value is kept as it was sent, but for what is documented. */
export function isKept(field: string, sent: unknown, kept: unknown): boolean {
  const last = field.split('.').at(-1) ?? '';
  if (JSON.stringify(sent) === JSON.stringify(kept)) return true;
  return NORMALISATIONS.some((one) => (one.in?.test(last) ?? true) && one.same(sent, kept));
}
