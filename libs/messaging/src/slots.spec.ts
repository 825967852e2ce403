import { Slots } from './slots';

const answer = (slots: Slots, times: number, answered: boolean): void => {
  for (let i = 0; i < times; i++) {
    slots.give(slots.take(), answered);
  }
};

describe('the calls that may be on the wire', () => {
  it('are few at first, more with every answer, and bounded', async () => {
    const slots = new Slots();
    expect(await slots.free()).toBe(32);
    answer(slots, 10, true);
    expect(await slots.free()).toBe(42);
    answer(slots, 1_000, true);
    expect(await slots.free()).toBe(192);
  });

  it('are soon few while nothing is answered, but enough for some that hang', async () => {
    const slots = new Slots();
    answer(slots, 3, false);
    expect(await slots.free()).toBe(32);
    answer(slots, 1_000, true);
    answer(slots, 5, false);
    expect(await slots.free()).toBeLessThan(50);
    answer(slots, 100, false);
    expect(await slots.free()).toBe(32);
  });

  it('are many although one answer in a hundred is lost', async () => {
    const slots = new Slots();
    for (let i = 0; i < 10; i++) {
      answer(slots, 99, true);
      answer(slots, 1, false);
    }
    expect(await slots.free()).toBeGreaterThan(140);
  });

  it('make who wants one wait until one is free', async () => {
    const slots = new Slots();
    const [first, ...others] = Array.from({ length: 32 }, () => slots.take());
    const free = slots.free();
    const quiet = slots.quiet();
    if (first) slots.give(first, true);
    expect(await free).toBe(2);
    for (const call of others) slots.give(call, true);
    await quiet;
  });

  it('keep nobody waiting for longer than a second', async () => {
    jest.useFakeTimers();
    const slots = new Slots();
    for (let i = 0; i < 32; i++) slots.take();
    const free = slots.free();
    await jest.advanceTimersByTimeAsync(1_100);
    expect(await free).toBe(0);
    jest.useRealTimers();
  });

  it('are quiet when each has ended or began long ago, however long it was prepared', async () => {
    jest.useFakeTimers();
    const slots = new Slots();
    const [hanging, prepared] = [slots.take(), slots.take()];
    hanging.begin();
    let isQuiet = false;
    const quiet = slots.quiet(250).then(() => (isQuiet = true));
    await jest.advanceTimersByTimeAsync(5_000);
    prepared.begin();
    await jest.advanceTimersByTimeAsync(249);
    expect(isQuiet).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    await quiet;
    slots.give(prepared, true);
    await slots.quiet(250);
    jest.useRealTimers();
  });
});
