import * as fc from 'fast-check';
import { CryptoConfig, DerivedKeys } from '@app/platform';
import { WebhookSecrets } from './webhook-secrets';

const secretsOf = (secret: string) =>
  new WebhookSecrets(
    new DerivedKeys(new CryptoConfig({ JWT_SECRET: secret, ENCRYPTION_KEYS: `k1:${Buffer.alloc(32).toString('base64')}` })),
  );
const secrets = secretsOf('one installation: 0123456789abcdef');
const claim = { webhookKey: 'key', generation: 7 };
const name = secrets.nameOf(claim);

const keys = fc.string({ unit: fc.constantFrom('A', 'b', '9'), minLength: 1, maxLength: 22 });
const generations = fc.integer({ min: 1, max: 999_999 });

it('knows its own addresses and secrets, in a form that Telegram takes', () => {
  fc.assert(
    fc.property(keys, generations, (webhookKey, generation) => {
      const secret = secrets.of({ webhookKey, generation });
      expect(secret).toMatch(/^[\w-]{1,256}$/);
      expect(secrets.read(secrets.nameOf({ webhookKey, generation }), secret)).toEqual({ webhookKey, generation });
    }),
  );
});

it('takes a secret at no other address, for no other generation and in no other installation', () => {
  const secret = secrets.of(claim);
  expect(secrets.read(name, secret)).toEqual(claim);
  expect(secrets.read(secrets.nameOf({ ...claim, webhookKey: 'other' }), secret)).toBeNull();
  expect(secrets.read(secrets.nameOf({ ...claim, generation: 8 }), secret)).toBeNull();
  expect(secrets.read(name, secrets.of({ ...claim, generation: 8 }))).toBeNull();
  expect(secrets.read(name, secret.replace('g7-', 'g8-'))).toBeNull();
  expect(secrets.read(name, secretsOf('another installation: 0123456789abcdef').of(claim))).toBeNull();
});

it.each(['', 'key', 'key-', `key-${'A'.repeat(16)}`, `${name}x`, `${name}/`, `x${name}`, name.toLowerCase(), 'x'.repeat(10_000)])(
  'takes no secret at the address %s',
  (address) => {
    expect(secrets.read(address, secrets.of(claim))).toBeNull();
  },
);

it.each(['', 'g', 'g1-', `g1-${'A'.repeat(43)}`, `g-1-${'A'.repeat(43)}`, `g0-${'A'.repeat(43)}`, 'x'.repeat(10_000)])(
  'does not take %s',
  (secret) => {
    expect(secrets.read(name, secret)).toBeNull();
    expect(secrets.read('', secret)).toBeNull();
  },
);

it('does not take what was made for the generation 0, which no bot ever has', () => {
  const none = { webhookKey: 'key', generation: 0 };
  expect(secrets.read(secrets.nameOf(none), secrets.of(none))).toBeNull();
});
