import { cleanText, isEmptyText } from './clean-text';
import type { Entity } from './entity';
import { readText } from './parse-text';

const cleaned = (text: string, entities: Entity[] = []): ReturnType<typeof cleanText> => cleanText({ text, entities });

/** TDLib 022d6020, misc.cpp 62-74 (direction marks) and 76-161 (the rest), MessageEntity.cpp 4124-4264 (entities) and 4477-4578 (blanks). */
it.each([
  ['control characters but the line break become blanks', 'a\u0000b\tc\u000bd\u001fe\nf', 'a b c d e\nf'],
  ['carriage returns go', 'a\r\nb\rc', 'a\nbc'],
  ['separators and embeddings go', 'a\u2028b\u2029c\u202ad\u202ee', 'abcde'],
  ['three combining lines go, other marks stay', 'a\u030ab\u0333c\u033fd\u0301', 'abcd\u0301'],
  ['of direction marks in a row the last one stays', 'a\u200e\u200f\u200eb\u200f', 'a\u200c\u200c\u200eb\u200f'],
  ['blanks and line breaks around it go', ' \n a b \n', 'a b'],
  ['other blanks stay', '\u00a0a\u2003', '\u00a0a\u2003'],
])('%s', (_, given, text) => {
  expect(cleaned(given)).toEqual({ text, entities: [] });
});

it('moves entities with what was dropped before and within them', () => {
  const entity = { type: 'bold', offset: 2, length: 4 };
  expect(cleaned('a\rb\r\u2028cd', [entity])).toEqual({ text: 'abcd', entities: [{ type: 'bold', offset: 1, length: 2 }] });
});

it('drops entities that cover nothing any more, and clips those that reach beyond the text', () => {
  const dropped = { type: 'italic', offset: 1, length: 1 };
  const long = { type: 'bold', offset: 2, length: 3 };
  expect(cleaned('a\rb  ', [dropped, long])).toEqual({ text: 'ab', entities: [{ type: 'bold', offset: 1, length: 1 }] });
});

it('keeps blanks in front that an entity covers', () => {
  expect(cleaned('  a', [{ type: 'bold', offset: 1, length: 2 }])).toEqual({
    text: ' a',
    entities: [{ type: 'bold', offset: 0, length: 2 }],
  });
});

/** TDLib 022d6020, misc.cpp 163-258: strip_empty_characters. */
it.each([
  ...[' ', '\n', '\t', '\r', '\u00a0', '\u1680', '\u180e', '\u2000', '\u200a', '\u200b', '\u200c', '\u200d', '\u200e', '\u200f'],
  ...[
    '\u2028',
    '\u202e',
    '\u202f',
    '\u205f',
    '\u2800',
    '\u3000',
    '\ufeff',
    '\ufffc',
    '\u{e0001}',
    '\u{e007f}',
    '\u030a',
    '\u0000',
  ],
])('a text of %j is empty', (character) => {
  expect(isEmptyText(cleaned(character.repeat(3)).text)).toBe(true);
  expect(isEmptyText(readText(`<b>${character}</b>`, 'HTML').text)).toBe(true);
});

it.each(['a', '.', '\u2060', '\u00ad', '\u3164', '\u0301', '👍', '\u{e0100}'])('a text of %j is none', (character) => {
  expect(isEmptyText(cleaned(`\u200b${character}`).text)).toBe(false);
});
