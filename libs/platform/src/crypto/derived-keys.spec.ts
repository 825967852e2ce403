import * as fc from 'fast-check';
import { CryptoConfig } from './crypto.config';
import { DerivedKeys, sameBytes } from './derived-keys';

const keysOf = (JWT_SECRET: string) =>
  new DerivedKeys(new CryptoConfig({ JWT_SECRET, ENCRYPTION_KEYS: `k1:${Buffer.alloc(32).toString('base64')}` }));
const keys = keysOf('a: 0123456789abcdefghijklmnopqrs');

it('gives the same code for the same parts, in every process', () => {
  expect(keys.mac('purpose', 'a', 'b')).toEqual(keysOf('a: 0123456789abcdefghijklmnopqrs').mac('purpose', 'a', 'b'));
  expect(keys.mac('purpose', 'a')).toHaveLength(32);
});

it('gives another code for another purpose and under another secret', () => {
  expect(keys.mac('one', 'a')).not.toEqual(keys.mac('other', 'a'));
  expect(keys.mac('one', 'a')).not.toEqual(keysOf('b: 0123456789abcdefghijklmnopqrs').mac('one', 'a'));
});

it('never takes one list of parts for another', () => {
  const parts = fc.array(fc.string({ unit: fc.constantFrom('a', ':', '1', 'é'), maxLength: 3 }), { maxLength: 3 });
  fc.assert(
    fc.property(parts, parts, (one, other) => {
      expect(keys.mac('p', ...one).equals(keys.mac('p', ...other))).toBe(JSON.stringify(one) === JSON.stringify(other));
    }),
    { numRuns: 500 },
  );
});

it('compares bytes of any length', () => {
  expect(sameBytes(Buffer.from('ab'), Buffer.from('ab'))).toBe(true);
  expect(sameBytes(Buffer.from('ab'), Buffer.from('ac'))).toBe(false);
  expect(sameBytes(Buffer.from('ab'), Buffer.from('abc'))).toBe(false);
});
