import { plainToInstance } from 'class-transformer';
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

class Menu {
  @Fits(z.strictObject({ eggs: z.array(z.strictObject({ size: z.string(), salt: z.boolean().optional() })) }))
  food: unknown;
}

it('takes null in a field for leaving it out, as deep as it stands', async () => {
  const menu = plainToInstance(Menu, { food: { milk: null, eggs: [{ size: 'small', salt: null }] } });
  expect(await validate(menu)).toEqual([]);
  expect(menu.food).toEqual({ eggs: [{ size: 'small' }] });
});
