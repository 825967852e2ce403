import * as fc from 'fast-check';
import { base62, normaliseCode, randomBase62, randomCode } from './random-text';

it('writes bytes in base 62 with one length for all, and no two alike', () => {
  const bytes = fc.uint8Array({ minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(bytes, bytes, (one, other) => {
      const [first, second] = [base62(Buffer.from(one)), base62(Buffer.from(other))];
      expect(first).toMatch(/^[0-9A-Za-z]{11}$/);
      expect(first === second).toBe(Buffer.from(one).equals(Buffer.from(other)));
    }),
  );
  expect([base62(Buffer.alloc(32)), base62(Buffer.alloc(32, 255))].map(({ length }) => length)).toEqual([43, 43]);
  expect(randomBase62(16)).toMatch(/^[0-9A-Za-z]{22}$/);
});

it('makes codes of letters that nobody misreads, all of them about as often', () => {
  const counts = new Map<string, number>();
  for (const letter of randomCode(32_000)) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  expect([...counts.keys()].sort().join('')).toBe('0123456789ABCDEFGHJKMNPQRSTVWXYZ');
  for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(250); // eight standard deviations
});

it.each([
  ['abcd-ef12', 'ABCDEF12'],
  [' ab cd - ef 12\n', 'ABCDEF12'],
  ['OIl0-1234', '01101234'],
])('reads the typed code %s as %s', (typed, code) => {
  expect(normaliseCode(typed)).toBe(code);
});
