import type { Database } from './database';
import { KeptAnswers } from './kept-answers';

const COUNTING_MS = 1_000;

let people: number;
let counted: number;
let fails: boolean;
let answers: KeptAnswers<number>;

beforeEach(() => {
  jest.useFakeTimers();
  people = 1;
  counted = 0;
  fails = false;
  answers = new KeptAnswers({ apart: (work: () => Promise<unknown>) => work() } as Database);
});

afterEach(() => {
  jest.useRealTimers();
});

async function count(): Promise<number> {
  counted++;
  await new Promise((resolve) => setTimeout(resolve, COUNTING_MS));
  if (fails) throw new Error('the database is away');
  return people;
}

const ask = (): Promise<number> => answers.of('all', count);

/** What somebody is shown, and whether they had to wait. */
async function look(): Promise<{ people: number; waited: boolean }> {
  const answer = ask().then((shown) => ({ people: shown, at: performance.now() }));
  const askedAt = performance.now();
  await jest.advanceTimersByTimeAsync(COUNTING_MS);
  const { people: shown, at } = await answer;
  return { people: shown, waited: at > askedAt };
}

it('are counted once for all who ask at the same moment, and kept a hundred times as long as that took', async () => {
  const both = [ask(), ask()];
  await jest.advanceTimersByTimeAsync(COUNTING_MS);
  await Promise.all(both);
  people = 2;
  await jest.advanceTimersByTimeAsync(90 * COUNTING_MS);
  expect(await look()).toEqual({ people: 1, waited: false });
  expect(counted).toBe(1);
});

it('are shown as they were while they are counted anew', async () => {
  await look();
  people = 2;
  await jest.advanceTimersByTimeAsync(110 * COUNTING_MS);
  expect(await look()).toEqual({ people: 1, waited: false });
  expect(await look()).toEqual({ people: 2, waited: false });
  expect(counted).toBe(2);
});

it('are waited for when they were counted long ago', async () => {
  await look();
  people = 2;
  await jest.advanceTimersByTimeAsync(2_000 * COUNTING_MS);
  expect(await look()).toEqual({ people: 2, waited: true });
});

it('are counted again after a failure', async () => {
  fails = true;
  const failed = expect(ask()).rejects.toThrow('away');
  await jest.advanceTimersByTimeAsync(COUNTING_MS);
  await failed;
  fails = false;
  expect(await look()).toEqual({ people: 1, waited: true });
});
