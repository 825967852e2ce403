import * as fc from 'fast-check';
import { CryptoConfig, DerivedKeys } from '@app/platform';
import { WebhookSecrets } from './webhook-secrets';

const secretsOf = (secret: string) =>
  new WebhookSecrets(
    new DerivedKeys(new CryptoConfig({ JWT_SECRET: secret, ENCRYPTION_KEYS: `k1:${Buffer.alloc(32).toString('base64')}` })),
  );
const secrets = secretsOf('a'.repeat(32));

const keys = fc.string({ unit: fc.constantFrom('A', 'b', '9'), minLength: 1, maxLength: 22 });
const generations = fc.integer({ min: 1, max: 999_999 });

it('knows its own secrets by key and generation, in a form that Telegram takes', () => {
  fc.assert(
    fc.property(keys, generations, (key, generation) => {
      const secret = secrets.of(key, generation);
      expect(secret).toMatch(/^[\w-]{1,256}$/);
      expect(secrets.generationOf(key, secret)).toBe(generation);
    }),
  );
});

it('takes a secret for no other key, no other generation and no other installation', () => {
  const secret = secrets.of('key', 7);
  expect(secrets.generationOf('other', secret)).toBeNull();
  expect(secrets.generationOf('key', secret.replace('g7-', 'g8-'))).toBeNull();
  expect(secrets.generationOf('key', secretsOf('b'.repeat(32)).of('key', 7))).toBeNull();
});

it.each(['', 'g', 'g1-', `g1-${'A'.repeat(43)}`, `g-1-${'A'.repeat(43)}`, `g0-${'A'.repeat(43)}`, 'x'.repeat(10_000)])(
  'does not take %s',
  (secret) => {
    expect(secrets.generationOf('key', secret)).toBeNull();
  },
);
