import * as fc from 'fast-check';
import { randomBytes } from 'node:crypto';
import { CryptoConfig } from './crypto.config';
import { SealBrokenError, Sealer } from './sealer';

const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;
const [first, second] = [key('k1'), key('k2')];
const sealerWith = (keys: string) =>
  new Sealer(new CryptoConfig({ JWT_SECRET: 'x: 0123456789abcdefghijklmnopqrs', ENCRYPTION_KEYS: keys }));

const PLACE = { table: 'bots', column: 'token_sealed', rowId: '1' };
const sealer = sealerWith(first);

it('opens what it sealed, whatever the text, and never seals one text twice alike', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const sealed = sealer.seal(text, PLACE);
      expect(sealer.open(sealed, PLACE)).toBe(text);
      expect(sealer.seal(text, PLACE)).not.toBe(sealed);
    }),
  );
});

it.each([
  ['another row', { ...PLACE, rowId: '2' }],
  ['another column', { ...PLACE, column: 'title' }],
  ['another table', { ...PLACE, table: 'accounts' }],
  ['parts that run together', { table: 'bots', column: 'token_sealed\u00001', rowId: '' }],
])('does not open a value that was moved to %s', (_, place) => {
  expect(() => sealer.open(sealer.seal('secret', PLACE), place)).toThrow(SealBrokenError);
});

it('does not open a value of which a single bit was changed', () => {
  const sealed = sealer.seal('secret', PLACE);
  const bytes = Buffer.from(sealed.slice(3), 'base64');
  fc.assert(
    fc.property(fc.nat(bytes.length * 8 - 1), (bit) => {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(() => sealer.open(`k1:${changed.toString('base64')}`, PLACE)).toThrow(SealBrokenError);
    }),
  );
});

it.each(['', 'k1', 'k1:', 'k1:AAAA', 'k9:AAAA', ':'])('says that «%s» cannot be opened, and not what it is', (sealed) => {
  expect(() => sealer.open(sealed, PLACE)).toThrow(/bots\.token_sealed cannot be opened/);
});

it('seals with the first key and opens with all of them', () => {
  const old = sealer.seal('secret', PLACE);
  const rotated = sealerWith(`${second}, ${first}`);
  expect(rotated.open(old, PLACE)).toBe('secret');
  expect(rotated.seal('secret', PLACE)).toMatch(/^k2:/);
  expect(() => sealerWith(second).open(old, PLACE)).toThrow(SealBrokenError);
});
