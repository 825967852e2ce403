import * as fc from 'fast-check';
import { CryptoConfig, DerivedKeys } from '@app/platform';
import { RefreshTokens } from './refresh-token';

const tokensOf = (secret: string) =>
  new RefreshTokens(
    new DerivedKeys(new CryptoConfig({ JWT_SECRET: secret, ENCRYPTION_KEYS: `k1:${Buffer.alloc(32).toString('base64')}` })),
  );
const tokens = tokensOf('a: 0123456789abcdefghijklmnopqrs');

const claims = fc.record({ sessionId: fc.uuid(), generation: fc.nat(2 ** 31) });

it('reads what it wrote, and writes the same for the same', () => {
  fc.assert(
    fc.property(claims, (claim) => {
      expect(tokens.read(tokens.of(claim))).toEqual(claim);
      expect(tokens.of(claim)).toBe(tokens.of(claim));
    }),
  );
});

it('takes no token of which one byte was changed: neither session nor generation nor code', () => {
  const body = Buffer.from(tokens.of({ sessionId: '018f0000-0000-7000-8000-000000000000', generation: 1 }).slice(4), 'base64url');
  fc.assert(
    fc.property(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const changed = Buffer.from(body);
      changed.writeUInt8(changed.readUInt8(at) ^ by, at);
      expect(tokens.read(`chr_${changed.toString('base64url')}`)).toBeNull();
    }),
  );
});

it('takes no token that was made under another secret, and nothing that is none', () => {
  expect(
    tokens.read(
      tokensOf('b: 0123456789abcdefghijklmnopqrs').of({ sessionId: '018f0000-0000-7000-8000-000000000000', generation: 1 }),
    ),
  ).toBeNull();
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((text) => `chr_${text}`),
      ),
      (text) => {
        expect(tokens.read(text)).toBeNull();
      },
    ),
  );
});
