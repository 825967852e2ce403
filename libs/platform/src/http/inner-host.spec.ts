import { isInnerHost } from './inner-host';

const hostOf = (address: string): string => new URL(`http://${address}/`).hostname;

it.each([
  ...['127.0.0.1', '127.1', '2130706433', '0x7f000001', '0x7f.1', '0177.0.0.1', '017700000001', '127.0.0.1.', '１２７.0.0.1'],
  ...['0.0.0.0', '0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '0xa9fea9fe', '100.64.0.1'],
  ...['224.0.0.1', '255.255.255.255', '198.18.0.1'],
  ...['[::]', '[::1]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::ffff:10.0.0.1]', '[::127.0.0.1]'],
  ...['[64:ff9b::169.254.169.254]', '[2002:7f00:1::]', '[fc00::1]', '[fd12::1]', '[fe80::1]', '[febf::1]', '[ff02::1]'],
  ...['localhost', 'LOCALHOST', 'localhost.', 'a.localhost', 'printer.local', 'metadata.google.internal', '%6c%6fcalhost'],
  ...['localhost.localdomain', 'ip6-localhost', 'localtest.me', 'x.lvh.me'],
  ...[
    '127.0.0.1.nip.io',
    '10-0-0-1.sslip.io',
    'app.192.168.1.1.sslip.io',
    'app-10-0-0-1.nip.io',
    '7f000001.nip.io',
    '--1.sslip.io',
  ],
  ...[
    'a-7f000001.nip.io',
    'fe80--1.sslip.io',
    '1-127-0-0-1.example.org',
    '169.254.169.254.example.org',
    '0-0-0-0-0-0-0-1.sslip.io',
  ],
])('%s leads to this machine or its neighbours', (address) => {
  expect(isInnerHost(hostOf(address))).toBe(true);
});

it.each([
  ...['example.org', 'my_bucket.s3.amazonaws.com', 'grafana', 'files', '1.1.1.1', '172.32.0.1', '172.15.0.1', '100.128.0.1'],
  ...['169.253.0.1', '11.0.0.1', '[2606:4700::1111]', '[::ffff:1.1.1.1]', '[2002:101:101::]', 'localhost.example.org', 'mylocal'],
  ...[
    'internal.example.org',
    'local.example.org',
    '8-8-8-8.nip.io',
    '08080808.nip.io',
    '7f000001.example.org',
    '0a1b2c3d.cdn.example',
  ],
  ...['ec2-54-12-3-4.compute.example', '2026-10-01-05.example.org', 'xn--mnchen-3ya.de', 'a--b.example.org'],
])('%s may be anywhere', (address) => {
  expect(isInnerHost(hostOf(address))).toBe(false);
});
