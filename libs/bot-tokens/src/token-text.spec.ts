import * as fc from 'fast-check';
import { hashOf, looksLikeToken, newTokenText } from './token-text';

it('makes tokens that look like tokens, and no two alike', () => {
  const made = Array.from({ length: 200 }, newTokenText);
  expect(made.every((token) => /^chp_[0-9A-Za-z]{49}$/.test(token) && looksLikeToken(token))).toBe(true);
  expect(new Set(made).size).toBe(made.length);
});

it('finds a typing error without asking anybody: any other character anywhere', () => {
  const token = newTokenText();
  fc.assert(
    fc.property(fc.integer({ min: 4, max: token.length - 1 }), fc.constantFrom(...'09AZaz'), (at, letter) => {
      fc.pre(token[at] !== letter);
      expect(looksLikeToken(token.slice(0, at) + letter + token.slice(at + 1))).toBe(false);
    }),
  );
});

it.each(['', 'chp_', `chr_${newTokenText().slice(4)}`, `${newTokenText()}x`, ` ${newTokenText()}`, `${newTokenText()}\n`])(
  'does not take «%s» for one',
  (text) => {
    expect(looksLikeToken(text)).toBe(false);
  },
);

it('keeps of a token only a digest of 32 bytes', () => {
  const token = newTokenText();
  expect(hashOf(token)).toHaveLength(32);
  expect(hashOf(token)).toEqual(hashOf(token));
  expect(hashOf(token)).not.toEqual(hashOf(newTokenText()));
});
