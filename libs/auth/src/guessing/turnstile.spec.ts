import { BusyError } from '../auth.errors';
import { Turnstile } from './turnstile';

it('lets so many in at once, so many wait, and turns the rest away', async () => {
  const turnstile = new Turnstile({ atOnce: 2, waiting: 3 });
  let inside = 0;
  let most = 0;
  const visit = async (): Promise<void> => {
    most = Math.max(most, ++inside);
    await new Promise(setImmediate);
    inside--;
  };
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => turnstile.pass(visit)));
  expect(most).toBe(2);
  expect(results.map(({ status }) => status)).toEqual([
    ...Array<string>(5).fill('fulfilled'),
    ...Array<string>(3).fill('rejected'),
  ]);
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  expect(reasons.every((reason) => reason instanceof BusyError)).toBe(true);
});

it('gives its places back when the work fails', async () => {
  const turnstile = new Turnstile({ atOnce: 1, waiting: 1 });
  const fail = () => turnstile.pass(() => Promise.reject(new Error('no')));
  await Promise.allSettled([fail(), fail()]);
  await expect(turnstile.pass(() => Promise.resolve('yes'))).resolves.toBe('yes');
});
