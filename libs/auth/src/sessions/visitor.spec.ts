import { deviceOf, networkOf } from './visitor';

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:0DB8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('counts %s as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});

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
