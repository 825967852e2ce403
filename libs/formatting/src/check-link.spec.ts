import { checkLink } from './check-link';
import { mentionedUserId } from './tg-link';

/** Each was read by TDLib 1.8.65 as the address of a link. */
it.each([
  ['https://example.org', 'https://example.org/'],
  ['HTTPS://Example.ORG/Path?q#f', 'https://example.org/Path?q#f'],
  ['example.org?x', 'http://example.org/?x'],
  ['https://example.org/My Job/ 1 ', 'https://example.org/My%20Job/%201'],
  ['https://my_bucket.example.org/x.png', 'https://my_bucket.example.org/x.png'],
  ['https://user:pw@example.org:08080/', 'https://user:pw@example.org:8080/'],
  ['http://[::1]/', 'http://[::1]/'],
  ['https://пример.рф/путь', 'https://пример.рф/путь'],
  ['tg:resolve?domain=x', 'tg://resolve?domain=x'],
  ['ton://transfer/abc', 'ton://transfer/abc'],
  ['tonsite://example.ton', 'tonsite://example.ton/'],
])('keeps %s as %s', (given, url) => {
  expect(checkLink(given)).toEqual({ url });
});

it.each([
  ['http://localhost:3000/', 'Wrong HTTP URL'],
  ['http://grafana:3000/d/1', 'Wrong HTTP URL'],
  ['', 'URL host is empty'],
  ['https://./', 'Host is invalid'],
  ['ftp://example.org/', 'Unsupported URL protocol'],
  ['https://exa mple.org/', 'Disallowed character in URL host'],
  ['https://exa%2gmple.org/', 'Wrong percent-encoded symbol in URL host'],
  ['https://us"er@example.org/', 'Disallowed character in URL userinfo'],
  ['https://example.org:0/', 'Wrong port number specified in the URL'],
  ['https://example.org:65536/', 'Wrong port number specified in the URL'],
  ['http://[fe80::1%eth0]/', 'Wrong IPv6 address specified in the URL'],
  ['tg://re.solve/', 'Unallowed characters in URL host'],
  ['tg://http://example.org', 'Wrong tg URL'],
])('finds in %s: %s', (given, fault) => {
  expect(checkLink(given)).toEqual({ fault });
});

it.each([
  ['tg://user?id=123', 123],
  ['TG:USER/?x&id=7000000000#y', 7_000_000_000],
  ['tg://user?id=0123', null],
  ['tg://user?id=1099511627776', null],
  ['tg://users?id=5', null],
  ['https://user?id=5', null],
])('finds in %s the person %s', (url, id) => {
  expect(mentionedUserId(url)).toBe(id);
});
