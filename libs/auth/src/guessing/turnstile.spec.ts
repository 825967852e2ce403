import { BusyError } from '../auth.errors';
import { Turnstile, type Comer } from './turnstile';

const stranger = (line = 'a'): Comer => ({ line, known: false });

it('lets so many in at once, so many wait, and turns the rest away', async () => {
  const turnstile = new Turnstile({ atOnce: 2, waiting: 3 });
  let inside = 0;
  let most = 0;
  const visit = async (): Promise<void> => {
    most = Math.max(most, ++inside);
    await new Promise(setImmediate);
    inside--;
  };
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => turnstile.pass(stranger(), visit)));
  expect(most).toBe(2);
  expect(results.map(({ status }) => status)).toEqual([
    ...Array<string>(5).fill('fulfilled'),
    ...Array<string>(3).fill('rejected'),
  ]);
  const reasons = results.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
  expect(reasons.every((reason) => reason instanceof BusyError)).toBe(true);
});

it('gives its seats back when the work fails', async () => {
  const turnstile = new Turnstile({ atOnce: 1, waiting: 1 });
  const fail = () => turnstile.pass(stranger(), () => Promise.reject(new Error('no')));
  await Promise.allSettled([fail(), fail()]);
  await expect(turnstile.pass(stranger(), () => Promise.resolve('yes'))).resolves.toBe('yes');
});

/** Work that is told to end; the order in which it begins is noted. */
function works(turnstile: Turnstile) {
  const begun: string[] = [];
  const ends: (() => void)[] = [];
  const come = (name: string, comer: Comer) =>
    turnstile.pass(comer, () => {
      begun.push(name);
      return new Promise<void>((resolve) => ends.push(resolve));
    });
  const endOne = async (): Promise<void> => {
    ends.shift()?.();
    await new Promise(setImmediate);
  };
  return { begun, come, endOne };
}

it('a flood waits in its own line: whoever comes from elsewhere has the turn after the next', async () => {
  const { begun, come, endOne } = works(new Turnstile({ atOnce: 1, waiting: 20 }));
  const flood = Array.from({ length: 15 }, (_, index) => come(`flood ${String(index)}`, stranger('flood')));
  const honest = [come('ann', stranger('a')), come('ben', stranger('b'))];
  for (let turn = 0; turn < 17; turn += 1) await endOne();
  await Promise.all([...flood, ...honest]);
  expect(begun.slice(0, 5)).toEqual(['flood 0', 'flood 1', 'ann', 'ben', 'flood 2']);
});

it('when all waiting places are taken, the longest line loses its last one', async () => {
  const { begun, come, endOne } = works(new Turnstile({ atOnce: 1, waiting: 4 }));
  const flood = Array.from({ length: 6 }, (_, index) => come(`flood ${String(index)}`, stranger('flood')));
  const outcome = Promise.allSettled(flood);
  const honest = [come('ann', stranger('a')), come('ben', stranger('b'))];
  for (let turn = 0; turn < 5; turn += 1) await endOne();
  await Promise.all(honest);
  expect((await outcome).map(({ status }) => status === 'fulfilled')).toEqual([true, true, true, false, false, false]);
  expect(begun).toEqual(expect.arrayContaining(['ann', 'ben']));
});

it('whoever is known has seats of their own', async () => {
  const { begun, come, endOne } = works(new Turnstile({ atOnce: 1, waiting: 1, knownAtOnce: 1 }));
  const flood = [come('flood 0', stranger()), come('flood 1', stranger())];
  const known = come('ann', { line: 'a', known: true });
  expect(begun).toEqual(['flood 0', 'ann']);
  for (let turn = 0; turn < 3; turn += 1) await endOne();
  await Promise.all([...flood, known]);
});

it('rests between two as long as the first took, when it is told to; nobody waits for that who finds it empty', async () => {
  jest.useFakeTimers();
  const turnstile = new Turnstile({ atOnce: 1, waiting: 1, restful: true });
  const begun: string[] = [];
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise((resolve) => setTimeout(resolve, 100));
  };
  const first = turnstile.pass(stranger(), work('first'));
  const second = turnstile.pass(stranger(), work('second'));
  await jest.advanceTimersByTimeAsync(199);
  expect(begun).toEqual(['first']);
  await jest.advanceTimersByTimeAsync(101);
  expect(begun).toEqual(['first', 'second']);
  await Promise.all([first, second]);
  const third = turnstile.pass(stranger(), work('third'));
  expect(begun).toEqual(['first', 'second', 'third']);
  await jest.advanceTimersByTimeAsync(100);
  await third;
  jest.useRealTimers();
});
