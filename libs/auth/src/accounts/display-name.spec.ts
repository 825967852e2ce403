import { faultOfName, nameFrom } from './display-name';

it.each(['Ann', 'Acme Support', 'Д-р Иванов', '会計', 'J. R. Smith', "O'Neill & Sons", 'Shop 24', 'مطعم', 'Zoë', 'Team 🚀 One'])(
  'takes %s',
  (name) => {
    expect(faultOfName(name)).toBeNull();
  },
);

it.each([
  '\u2800\u2800',
  '\u200b',
  '\u2060\u2060',
  '\u3164\u3164',
  '\u00ad\u00ad',
  'A\u200bnn',
  '\u202eknab ruoY',
  'Chappe\n\nDear Ann,',
  'Ann\u2028Bank',
  'x',
  '--',
  '🚀🚀',
  'https://evil.example/login',
  'evil.example',
  'www.evil',
  'ann@evil.example',
  'Chappe Security Team',
  'C h a p p e',
  'Сһappe'.replace('һ', 'h'),
  'Ｃｈａｐｐｅ',
  'Te1egram',
  'Telegram Support',
])('refuses %j', (name) => {
  expect(faultOfName(name)).not.toBeNull();
});

it('refuses the name of a bot, however it is written', () => {
  expect(faultOfName('House-Bot', ['house_bot'])).not.toBeNull();
  expect(faultOfName('House', ['house_bot'])).toBeNull();
});

it('makes a name of a username or an address that is no address itself', () => {
  expect(nameFrom('ann', undefined)).toBe('ann');
  expect(nameFrom('evil.example', undefined)).toBe('evil example');
  expect(nameFrom(undefined, 'ann.lee@example.org')).toBe('ann lee');
  expect(nameFrom('chappe', undefined)).toBe('A sender');
});
