import { z } from 'zod';
import { configSlice, declaredVariables, setting, SettingsError, validateSettings } from './config-slice';
import { list, onOff, url, wholeNumber } from './kinds';

class HouseConfig extends configSlice({
  windows: setting('HOUSE_WINDOWS', wholeNumber(1, 9)),
  doors: setting('HOUSE_DOORS', wholeNumber(1, 9).default(2)),
  heated: setting('HOUSE_HEATED', onOff.optional()),
  door: setting('HOUSE_ADDRESS', url('https', 'http').optional()),
  guests: setting('HOUSE_GUESTS', list.default([])),
  secret: setting('HOUSE_SECRET', z.string().min(5, 'give at least 5 characters').optional()),
}) {}

const values = (environment: Record<string, string>) => ({ ...new HouseConfig(environment) });

it('reads what is set, trims it, and fills in what is not', () => {
  const given = {
    HOUSE_WINDOWS: ' 4 ',
    HOUSE_HEATED: 'on',
    HOUSE_ADDRESS: 'https://house.example',
    HOUSE_GUESTS: 'ann, ,bob ',
    HOUSE_DOORS: '  ',
  };
  expect(values(given)).toEqual({
    windows: 4,
    doors: 2,
    heated: true,
    door: 'https://house.example',
    guests: ['ann', 'bob'],
    secret: undefined,
  });
});

it.each([
  ['HOUSE_WINDOWS', '', /^HOUSE_WINDOWS is missing: give a whole number from 1 to 9$/],
  ['HOUSE_WINDOWS', '10', /^HOUSE_WINDOWS is wrong: give a whole number from 1 to 9$/],
  ['HOUSE_WINDOWS', '1e0', /is wrong/],
  ['HOUSE_WINDOWS', '-1', /is wrong/],
  ['HOUSE_HEATED', 'yes', /^HOUSE_HEATED is wrong: write on or off$/],
  ['HOUSE_ADDRESS', 'ftp://house.example', /begins with https:\/\/ or http:\/\//],
  ['HOUSE_ADDRESS', 'house.example', /is wrong/],
])('refuses %s=%s and says what would be right', (variable, value, words) => {
  const environment = { HOUSE_WINDOWS: '1', [variable]: value };
  const error = (() => {
    try {
      return new HouseConfig(environment);
    } catch (thrown) {
      return thrown;
    }
  })();
  expect(error).toBeInstanceOf(SettingsError);
  expect((error as SettingsError).problems).toEqual([expect.stringMatching(words)]);
});

it('lists everything that is wrong at once, and never a value', () => {
  const check = () => {
    validateSettings({ HOUSE_DOORS: 'oak', HOUSE_SECRET: 'abc' });
  };
  expect(check).toThrow(/HOUSE_WINDOWS is missing[^]*HOUSE_DOORS is wrong[^]*HOUSE_SECRET is wrong: give at least 5 characters/);
  expect(check).not.toThrow(/oak|abc/);
});

it('knows every variable that was declared', () => {
  expect(declaredVariables()).toEqual(expect.arrayContaining(['HOUSE_ADDRESS', 'HOUSE_DOORS']));
});
