import fc from 'fast-check';
import { characterCount } from './character-count';
import type { Entity, FormattedText } from './entity';
import { splitText } from './split-text';

const plain = (text: string): FormattedText => ({ text, entities: [] });
const textsOf = (parts: readonly FormattedText[]): string[] => parts.map(({ text }) => text);

describe('a text that is divided', () => {
  it.each([
    ['at the last paragraph that fits', 'aaa aaa.\nbbb\n\nccc', 16, ['aaa aaa.\nbbb', 'ccc']],
    ['at a line where there is no paragraph', 'aaa. aaa\nbbb bbb', 12, ['aaa. aaa', 'bbb bbb']],
    ['after a sentence where there is no line', 'aaa aa. bbb bbb', 12, ['aaa aa.', 'bbb bbb']],
    ['between words where there is no sentence', 'aaaa bbbb cccc', 11, ['aaaa bbbb', 'cccc']],
    ['anywhere where there is nothing else', 'aaaaaaaaaa', 4, ['aaaa', 'aaaa', 'aa']],
    ['not for a paragraph that is too short', 'a\n\nbbbb bbbb bbbb', 12, ['a\n\nbbbb bbbb', 'bbbb']],
    ['without the blanks at its borders', 'aaa \n\n\n  bbb', 6, ['aaa', '  bbb']],
    ['not at all if it fits', ' aaa\n', 6, [' aaa']],
    ['without parts that hold nothing', 'aaa\n\n \n \n \nbbb', 5, ['aaa', 'bbb']],
    ['never within what people see as one character', '👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 9, ['👩‍👩‍👧‍👦', '👩‍👩‍👧‍👦']],
  ])('is divided %s', (_, text, most, parts) => {
    expect(textsOf(splitText(plain(text), { characters: most }))).toEqual(parts);
  });

  it('never cuts a flag, however many stand in a row', () => {
    const flags = '🇩🇪'.repeat(5_000);
    const parts = splitText(plain(`a${flags}`));
    expect(parts.length).toBe(3);
    expect(textsOf(parts).join('')).toBe(`a${flags}`);
    expect(textsOf(parts).filter((part) => !/^a?(?:🇩🇪)+$/u.test(part))).toEqual([]);
  });

  it('has no part in which nothing can be seen', () => {
    const parts = textsOf(splitText(plain(`aaa ${'\u200b'.repeat(20)} bbb`), { characters: 10 }));
    expect(parts).toEqual(['aaa', expect.stringMatching(/bbb$/)]);
  });

  it('has no part whose links take more room than Telegram gives to entities', () => {
    const link = `https://example.org/${'x'.repeat(280)}`;
    const entities = Array.from({ length: 100 }, (_, i) => ({ type: 'text_link', offset: 5 * i, length: 4, url: link }));
    const parts = splitText({ text: 'link '.repeat(100), entities });
    expect(parts.flatMap((part) => part.entities)).toHaveLength(100);
    expect(Math.max(...parts.map((part) => part.entities.length * link.length))).toBeLessThan(9_500);
  });

  it('has at most forty parts of 80,000 characters, wherever its paragraphs end', () => {
    for (const length of [100, 1_100, 2_049, 2_060, 3_000, 4_095, 5_000]) {
      const paragraph = `${'word '.repeat(Math.ceil(length / 5)).slice(0, length - 1)}x\n\n`;
      const text = paragraph.repeat(Math.ceil(80_000 / paragraph.length)).slice(0, 80_000);
      expect(splitText(plain(text)).length).toBeLessThanOrEqual(40);
    }
  });

  it('is given up one part above the most that are wanted', () => {
    expect(splitText(plain('x'.repeat(100)), { characters: 10, parts: 3 })).toHaveLength(4);
    expect(splitText(plain('x'.repeat(30)), { characters: 10, parts: 3 })).toHaveLength(3);
  });

  it('is divided soon, however much formatting it has', () => {
    const marks = Array.from({ length: 20_000 }, (_, i) => ({ type: 'code', offset: 3 * i, length: 1 }));
    const text = `${'a b'.repeat(20_000)}${'c '.repeat(20_000)}`;
    const begun = performance.now();
    const parts = splitText({ text, entities: [...marks, { type: 'code', offset: 60_000, length: 40_000 }] });
    expect(performance.now() - begun).toBeLessThan(1_000); // 50 ms on an idle machine
    expect(parts.every(({ entities }) => entities.length <= 100)).toBe(true);
  });

  it('goes on in the same style, and keeps links whole', () => {
    const text = 'aaaa bbbb cccc';
    const bold = { type: 'bold', offset: 2, length: 10 };
    expect(splitText({ text, entities: [bold] }, { characters: 9 })).toEqual([
      { text: 'aaaa bbbb', entities: [{ type: 'bold', offset: 2, length: 7 }] },
      { text: 'cccc', entities: [{ type: 'bold', offset: 0, length: 2 }] },
    ]);
    const link = { type: 'text_link', offset: 5, length: 9, url: 'https://example.org/' };
    expect(splitText({ text, entities: [link] }, { characters: 11 })).toEqual([
      { text: 'aaaa', entities: [] },
      { text: 'bbbb cccc', entities: [{ ...link, offset: 0 }] },
    ]);
  });

  it('has at most a hundred entities in a part', () => {
    const text = 'x '.repeat(250);
    const entities = Array.from({ length: 250 }, (_, i) => ({ type: 'bold', offset: 2 * i, length: 1 }));
    const parts = splitText({ text, entities });
    expect(parts.map((part) => part.entities.length)).toEqual([100, 100, 50]);
  });
});

const words = fc.array(
  fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom(' ', '\n', '\n\n', '. ', '😀', '\u0301', '\u200d')),
  {
    maxLength: 60,
  },
);

const formatted = words.chain((list) => {
  const text = list.join('');
  const at = fc.nat(Math.max(0, text.length - 1));
  const entity = fc
    .tuple(fc.constantFrom('bold', 'pre', 'text_link', 'spoiler', 'custom_emoji'), at, fc.integer({ min: 1, max: 20 }))
    .map(([type, offset, length]): Entity => ({ type, offset, length: Math.min(length, text.length - offset) }));
  return fc.array(entity, { maxLength: 8 }).map((entities) => ({ text, entities: entities.filter(({ length }) => length > 0) }));
});

/** Without what nobody sees: parts of nothing else are not sent. */
const visible = (text: string): string => text.replace(/[\s\u200d]+/gu, '');

/** The visible characters that each kind of formatting covers, by their numbers. */
function covered({ text, entities }: FormattedText, type: string): Set<string> {
  const places = new Set<string>();
  let seen = 0;
  for (let i = 0; i < text.length; i++) {
    if (/[\s\u200d]/u.test(text.charAt(i))) continue;
    if (entities.some((one) => one.type === type && one.offset <= i && i < one.offset + one.length)) places.add(String(seen));
    seen++;
  }
  return places;
}

it('loses nothing but blanks, breaks no character, and every part fits: 10,000 random texts', () => {
  fc.assert(
    fc.property(formatted, fc.integer({ min: 2, max: 40 }), (whole, most) => {
      const parts = splitText(whole, { characters: most });
      expect(visible(textsOf(parts).join(''))).toBe(visible(whole.text));
      let before = 0;
      const places = new Map<string, Set<string>>();
      for (const part of parts) {
        expect(characterCount(part.text)).toBeLessThanOrEqual(most);
        expect(part.text.isWellFormed()).toBe(true);
        for (const { offset, length } of part.entities) {
          expect(offset >= 0 && length > 0 && offset + length <= part.text.length).toBe(true);
        }
        for (const type of ['bold', 'text_link']) {
          const ofType = places.get(type) ?? new Set();
          for (const place of covered(part, type)) ofType.add(String(Number(place) + before));
          places.set(type, ofType);
        }
        before += visible(part.text).length;
      }
      for (const [type, found] of places) expect(found).toEqual(covered(whole, type));
    }),
    { numRuns: 10_000 },
  );
});
