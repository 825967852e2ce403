import fc from 'fast-check';
import type { Entity, FormattedText } from '@app/formatting';
import bits from './bits.json';
import type { Mode } from './tdlib';

const SEED = 20_261_130;

/** `addresses` are links or not, and `images` stand for an emoji or a moment or not. */
const { addresses: ADDRESSES, images, words: WORDS } = bits;
const IMAGES = [...images, ...ADDRESSES.slice(0, 3)];
const HTML_TAGS = [
  ...bits.htmlTags,
  ...ADDRESSES.map((address) => `a href="${address}"`),
  ...ADDRESSES.filter((address) => !address.includes('&')).map((address) => `a href='${address.replaceAll('/', '&#47;')}'`),
];
const ends = (addresses: readonly string[]): string[] => addresses.map((address) => `](${address})`);

/** Runs of bits in which nothing need fit. */
const jumble = (bits: readonly string[], maxLength: number): fc.Arbitrary<string> =>
  fc
    .array(
      fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom(...bits) },
        { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 5 }) },
      ),
      { maxLength },
    )
    .map((list) => list.join(''));

/** A text in which most of what is opened is closed. */
function nested(bits: fc.Arbitrary<string>, wrap: (inner: fc.Arbitrary<string>) => fc.Arbitrary<string>): fc.Arbitrary<string> {
  const { text } = fc.letrec<{ text: string; wrapped: string }>((tie) => ({
    text: fc.array(fc.oneof({ withCrossShrink: false }, bits, tie('wrapped')), { maxLength: 4 }).map((list) => list.join('')),
    wrapped: wrap(tie('text')),
  }));
  return text;
}

const html = fc.oneof(
  jumble([...WORDS, ...bits.htmlBits, ...HTML_TAGS.flatMap((tag) => [`<${tag}>`, `</${tag.split(/[ \t\n]/)[0] ?? ''}>`])], 8),
  nested(fc.constantFrom(...WORDS, '&lt;', '&#x1F3DF;'), (inner) =>
    fc
      .tuple(fc.constantFrom(...HTML_TAGS), inner, fc.constantFrom('', '', ' ', '\n'), fc.constantFrom(true, true, true, false))
      .map(([tag, text, blank, named]) => `<${tag}>${text}</${named ? (tag.split(/[ \t\n]/)[0] ?? '') : ''}${blank}>`),
  ),
);

const escaped = WORDS.map((word) => word.replace(/[_*[\]()~`>#+\-=|{}.!\\]/g, '\\$&'));
const PAIRS = [
  ['*', '*'],
  ['_', '_'],
  ['__', '__'],
  ['~', '~'],
  ['||', '||'],
  ['`', '`'],
  ['```', '```'],
  ['```js\n', '```'],
  ['\n>', '\n'],
  ['\n>', '||\n'],
  ['>', '\n'],
];
const LINKS = [...ADDRESSES, ...IMAGES].map((address) => address.replace(/[\\)]/g, '\\$&'));

const markdownv2 = fc.oneof(
  jumble([...WORDS, ...bits.markdownV2Bits, ...ends(ADDRESSES.slice(0, 8)), ...ends(IMAGES)], 8),
  nested(fc.constantFrom(...escaped), (inner) =>
    fc.oneof(
      fc.tuple(fc.constantFrom(...PAIRS), inner).map(([[begin = '', end = ''], text]) => `${begin}${text}${end}`),
      fc.tuple(inner, fc.constantFrom(...LINKS)).map(([text, address]) => `[${text}](${address})`),
      fc.tuple(inner, fc.constantFrom(...IMAGES)).map(([text, address]) => `![${text}](${address})`),
      inner.map((text) => `[${text}]`),
    ),
  ),
);

const markdown = fc.oneof(
  jumble([...WORDS, ...bits.markdownBits, ...ends(ADDRESSES.slice(0, 8))], 8),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(...WORDS.map((word) => word.replace(/[_*`[]/g, '\\$&'))),
        fc
          .tuple(fc.constantFrom('*', '_', '`', '```', '```js\n'), fc.constantFrom(...WORDS))
          .map(([mark, text]) => `${mark}${text}${mark.startsWith('```') ? '```' : mark}`),
        fc.tuple(fc.constantFrom(...WORDS), fc.constantFrom(...ADDRESSES)).map(([text, address]) => `[${text}](${address})`),
      ),
      { maxLength: 8 },
    )
    .map((list) => list.join('')),
);

/** As many made-up texts in a language as are asked for, the same ones in every run. */
export function madeUpTexts(mode: Mode, count: number): string[] {
  return fc.sample({ html, markdownv2, markdown }[mode], { numRuns: count, seed: SEED });
}

const KINDS = [
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'code',
  'pre',
  'text_link',
  'custom_emoji',
  'blockquote',
  'expandable_blockquote',
  'date_time',
];
const FIELDS: Record<string, Partial<Entity>> = {
  text_link: { url: 'https://example.org/' },
  custom_emoji: { custom_emoji_id: '5' },
  date_time: { unix_time: 5 },
};

/** Texts with entities that overlap as they like, and with what TDLib drops; they begin and end with a letter. */
export function madeUpFormattedTexts(count: number): FormattedText[] {
  const unit = fc.constantFrom(
    'a',
    'b',
    ' ',
    '\n',
    '\r',
    '\t',
    '\u0007',
    '\u2028',
    '\u202e',
    '\u030a',
    '\u0333',
    '\u200e',
    '\u200f',
    '\u200b',
    '😀',
    '\u00a0',
  );
  const formatted = fc.array(unit, { maxLength: 20 }).chain((units) => {
    const whole = ['a', ...units, 'z'];
    const text = whole.join('');
    // Between characters, not within one.
    const places = whole.map((_, i) => whole.slice(0, i).join('').length).concat(text.length);
    const entity = fc
      .tuple(fc.constantFrom(...KINDS), fc.constantFrom(...places), fc.constantFrom(...places))
      .map(([type, from, to]): Entity => ({ type, offset: Math.min(from, to), length: Math.abs(from - to), ...FIELDS[type] }));
    return fc.array(entity, { maxLength: 7 }).map((entities) => ({ text, entities }));
  });
  return fc.sample(formatted, { numRuns: count, seed: SEED });
}
