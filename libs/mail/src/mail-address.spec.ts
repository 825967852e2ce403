import { isMailAddress } from './mail-address';

it.each([
  'ann@example.org',
  'Ann.Bob+tag@mail.example.org',
  "o'brien@example.org",
  'a@b.co',
  'x#$&*/=?^_`{|}~-@example.org',
  `${'a'.repeat(64)}@example.org`,
  'ann@xn--bcher-kva.example',
])('takes %s', (address) => {
  expect(isMailAddress(address)).toBe(true);
});

it.each([
  '',
  'ann',
  '@example.org',
  'ann@',
  'ann@localhost',
  'ann@127.0.0.1',
  'ann@[127.0.0.1]',
  'ann@-example.org',
  'ann@exa_mple.org',
  'ann@example.org.',
  'ann@@example.org',
  'a@b@example.org',
  '.ann@example.org',
  'ann.@example.org',
  'an..n@example.org',
  '"a@x.org"@example.org',
  '"ann"@example.org',
  'a(comment)@example.org',
  'ann@example.org(comment)',
  'a@example.org,b@example.org',
  'a@example.org;b@example.org',
  'a@example.org b@example.org',
  '<ann@example.org>',
  'Ann <ann@example.org>',
  'group:ann@example.org;',
  '@relay.org:ann@example.org',
  'ann%example.com@example.org',
  'example.com!ann@example.org',
  ' ann@example.org',
  'ann@example.org ',
  'ann@example.org\n',
  'ann@example.org\r\nBcc: thief@example.org',
  'ann@exam\0ple.org',
  'ann@example.org\u2028',
  'ann\u00a0@example.org',
  'ann@example\u3002org',
  'än@example.org',
  'ann@bücher.example',
  `${'a'.repeat(65)}@example.org`,
  `a@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.${'e'.repeat(60)}.example.org`,
])('refuses %j', (text) => {
  expect(isMailAddress(text)).toBe(false);
});
