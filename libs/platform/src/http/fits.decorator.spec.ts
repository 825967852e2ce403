import { validate } from 'class-validator';
import { z } from 'zod';
import { Fits } from './fits.decorator';

class Order {
  @Fits(
    z.union([z.strictObject({ eggs: z.array(z.strictObject({ size: z.string() })) }), z.strictObject({ milk: z.literal(true) })]),
  )
  food: unknown;
}

/** What is said of it; nothing where it fits. */
async function said(food: unknown): Promise<string | undefined> {
  const [error] = await validate(Object.assign(new Order(), { food }));
  return error?.constraints?.fits;
}

it.each([
  [{ eggs: [{ size: 'small' }] }, undefined],
  [{ milk: true }, undefined],
  [
    { eggs: [{ size: 'small' }, {}] },
    'food is not as documented, at eggs.1.size: Invalid input: expected string, received undefined',
  ],
  [{ eggs: [{}, {}, {}] }, 'food is not as documented, at eggs.0.size: Invalid input: expected string, received undefined'],
  [{ milk: 'much' }, 'food is not as documented, at milk: Invalid input: expected true'],
  [{ eggs: [], milk: true }, 'food is not as documented: Unrecognized key: "milk"'],
  ['eggs', 'food is not as documented: Invalid input: expected object, received string'],
])('of %j is said: %s', async (food, words) => {
  expect(await said(food)).toBe(words);
});
