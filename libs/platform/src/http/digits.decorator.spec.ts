import { validate } from 'class-validator';
import { Digits } from './digits.decorator';

class Place {
  @Digits('a house number', { needed: true, most: 300 })
  house: unknown;

  @Digits('a floor')
  floor: unknown;
}

const isTaken = async (house: unknown, floor?: unknown): Promise<boolean> =>
  (await validate(Object.assign(new Place(), { house, floor }))).length === 0;

it.each(['1', '300'])('takes %j', async (house) => {
  expect(await isTaken(house)).toBe(true);
});

it.each(['0', '-1', '01', '1.5', '1e2', ' 1', '301', '', 1, null, undefined, ['1'], { toString: 1 }])(
  'does not take %j',
  async (house) => {
    expect(await isTaken(house)).toBe(false);
  },
);

it('takes no number that a double would change', async () => {
  expect(await isTaken('1', '9007199254740991')).toBe(true);
  expect(await isTaken('1', '9007199254740993')).toBe(false);
});
