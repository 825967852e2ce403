import { BusyError } from '../auth.errors';
import { PasswordHasher } from './password-hasher';

const COMER = { line: '192.0.2.1', known: false };

it('knows the right password from a wrong one, and a login that does not exist has none', async () => {
  const hasher = new PasswordHasher();
  const hash = await hasher.hash('correct horse', COMER);
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await hasher.matches(hash, 'correct horse', COMER)).toBe(true);
  expect(await hasher.matches(hash, 'wrong horse', COMER)).toBe(false);
  expect(await hasher.matches(undefined, 'nobody has this password', COMER)).toBe(false);
});

it('turns away whoever would have to wait too long, and works on for the others', async () => {
  const hasher = new PasswordHasher();
  const results = await Promise.allSettled(Array.from({ length: 30 }, () => hasher.hash('x', COMER)));
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  expect(reasons.length).toBeGreaterThanOrEqual(30 - 22);
  expect(reasons.every((reason) => reason instanceof BusyError)).toBe(true);
  expect(results.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(20);
  await expect(hasher.hash('x', COMER)).resolves.toContain('argon2id');
});
