import { deviceOf, networksOf } from './visitor';

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:0DB8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['192.0.2.7:51234', '192.0.2.7'],
  ['[2001:db8::1]:443', '2001:db8:0:0::/64'],
  ['[2001:db8::1]', '2001:db8:0:0::/64'],
  [' 192.0.2.7 ', '192.0.2.7'],
])('counts %s as %s', (address, network) => {
  expect(networksOf(address)[0]).toBe(network);
});

it('counts IPv6 by 64, 56 and 48 bits, and IPv4 by the address', () => {
  expect(networksOf('2001:db8:1:abcd::1')).toEqual(['2001:db8:1:abcd::/64', '2001:db8:1:ab00::/56', '2001:db8:1::/48']);
  expect(networksOf('192.0.2.7')).toEqual(['192.0.2.7']);
});

it.each(['unknown', '', '_hidden', '300.1.1.1', 'a:b', '1.2.3.4.5', ':::', '[::1', '1.2.3.4:x'])(
  'takes %j for no network',
  (address) => {
    expect(networksOf(address)).toEqual([]);
  },
);

it.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Windows'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
    'Safari on iOS',
  ],
  ['python-requests/2.32.3', 'python-requests/2.32.3'],
  ['curl/8.5.0', 'curl/8.5.0'],
  ['', 'an unknown device'],
  ['\r\nX-Evil: 1', 'X-Evil:'],
])('calls %j %s', (userAgent, device) => {
  expect(deviceOf(userAgent)).toBe(device);
});

it('takes no name longer than a line', () => {
  expect(deviceOf('x'.repeat(10_000)).length).toBeLessThanOrEqual(80);
});
