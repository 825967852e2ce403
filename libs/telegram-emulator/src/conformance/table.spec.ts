import { ConformanceTable } from './table';

const table = new ConformanceTable();

beforeAll(() => table.open());

afterAll(() => table.close());

it.each(table.trials.map((trial) => [trial.name, trial] as const))('answers %s as the official server', async (_, trial) => {
  expect(await trial.play()).toBeNull();
});

it('names every row, and for every row where it comes from', () => {
  expect(new Set(table.trials.map(({ name }) => name)).size).toBe(table.trials.length);
  expect(table.trials.filter(({ source }) => source.trim() === '')).toEqual([]);
});
