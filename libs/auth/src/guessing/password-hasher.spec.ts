import { BusyError } from '../auth.errors';
import { PasswordHasher } from './password-hasher';

it('knows the right password from a wrong one, and a login that does not exist has none', async () => {
  const hasher = new PasswordHasher();
  const hash = await hasher.hash('correct horse');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await hasher.matches(hash, 'correct horse')).toBe(true);
  expect(await hasher.matches(hash, 'wrong horse')).toBe(false);
  expect(await hasher.matches(undefined, 'nobody has this password')).toBe(false);
});

it('turns away whoever would have to wait too long, and works on for the others', async () => {
  const hasher = new PasswordHasher();
  const results = await Promise.allSettled(Array.from({ length: 30 }, () => hasher.hash('x')));
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  expect(reasons.length).toBeGreaterThanOrEqual(30 - 22);
  expect(reasons.every((reason) => reason instanceof BusyError)).toBe(true);
  expect(results.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(20);
  await expect(hasher.hash('x')).resolves.toContain('argon2id');
});
