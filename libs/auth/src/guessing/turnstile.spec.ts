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

it('rests between two as long as the first took, when it is told to; nobody waits for that who finds it empty', async () => {
  jest.useFakeTimers();
  const turnstile = new Turnstile({ atOnce: 1, waiting: 1, restful: true });
  const begun: string[] = [];
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise((resolve) => setTimeout(resolve, 100));
  };
  const first = turnstile.pass(work('first'));
  const second = turnstile.pass(work('second'));
  await jest.advanceTimersByTimeAsync(199);
  expect(begun).toEqual(['first']);
  await jest.advanceTimersByTimeAsync(101);
  expect(begun).toEqual(['first', 'second']);
  await Promise.all([first, second]);
  const third = turnstile.pass(work('third'));
  expect(begun).toEqual(['first', 'second', 'third']);
  await jest.advanceTimersByTimeAsync(100);
  await third;
  jest.useRealTimers();
});
