import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Networks that lead to the machine itself, its neighbours or nobody (IANA special-purpose address registries). */
const INNER_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
const INNER_IPV6 = [
  '::/128',
  '::1/128',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/32',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
];

/** IPv6 networks whose addresses hold an IPv4 address, and at which of their eight groups it begins. */
const HOLDING_IPV4: readonly (readonly [network: string, group: number])[] = [
  ['::/96', 6],
  ['::ffff:0:0/96', 6],
  ['::ffff:0:0:0/96', 6],
  ['64:ff9b::/96', 6],
  ['2002::/16', 1],
];

const INNER_NAME = /(?:^|\.)(?:localhost|local|internal|localdomain|home\.arpa)$|^ip6-(?:localhost|loopback)$/;

/** Public names below which everything leads to the machine that asks. */
const LOOPBACK_NAME = /(?:^|\.)(?:localtest\.me|lvh\.me|vcap\.me|lacolhost\.com)$/;

/** Public services that answer with the address written in the name, in hexadecimal digits too. */
const ECHOING_NAME = /\.(?:nip\.io|sslip\.io|xip\.io)$/;

const innerIpv4 = networks(INNER_IPV4, 'ipv4');
const innerIpv6 = networks(INNER_IPV6, 'ipv6');
const holdingIpv4 = HOLDING_IPV4.map(([network, group]) => ({ list: networks([network], 'ipv6'), group }));

/**
 * Whether a host leads into this machine or a private network, as far as its name or address says it. The host must come from `URL`,
 * which writes addresses of every spelling in one form. A name that resolves to such an address is not noticed: only a rule of the
 * network can stop that.
 */
export function isInnerHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.+$/, '');
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  if (isIPv4(bare) || isIPv6(bare)) return isInnerAddress(bare);
  return INNER_NAME.test(host) || LOOPBACK_NAME.test(host) || addressesIn(host).some(isInnerAddress);
}

function isInnerAddress(address: string): boolean {
  if (isIPv4(address)) return innerIpv4.check(address);
  if (innerIpv6.check(address, 'ipv6')) return true;
  const groups = groupsOf(address);
  return holdingIpv4.some(({ list, group }) => {
    const [high = 0, low = 0] = groups.slice(group, group + 2);
    return list.check(address, 'ipv6') && innerIpv4.check([high >> 8, high & 255, low >> 8, low & 255].join('.'));
  });
}

/** Addresses that a name spells out, as `app-10-0-0-1.nip.io` does. */
function addressesIn(host: string): string[] {
  const dotted = [...host.matchAll(/(?<![\da-z])(?=((?:\d{1,3}[.-]){3}\d{1,3})(?![\da-z]))/g)].map(([, found = '']) =>
    found.split(/[.-]/).map(Number).join('.'),
  );
  const labels = host.split('.');
  const dashed = labels
    .filter((label) => label.includes('--') || label.split('-').length === 8)
    .map((label) => label.replaceAll('-', ':'));
  const isEchoing = ECHOING_NAME.test(host);
  const hexadecimal = isEchoing ? [...host.matchAll(/(?<![\da-z])[\da-f]{8}(?![\da-z])/g)].map(([digits]) => ipv4Of(digits)) : [];
  return [...dotted, ...dashed, ...hexadecimal].filter((address) => isIPv4(address) || isIPv6(address));
}

function ipv4Of(digits: string): string {
  return [...Buffer.from(digits, 'hex')].join('.');
}

/** The eight numbers of an IPv6 address. */
function groupsOf(address: string): number[] {
  const text = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = text.split('::');
  const numbers = (part: string): number[] => (part === '' ? [] : part.split(':').map((group) => parseInt(group, 16)));
  if (tail === undefined) return numbers(head);
  const [before, after] = [numbers(head), numbers(tail)];
  return [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
}

function networks(list: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const blocks = new BlockList();
  for (const network of list) {
    const [address = '', prefix = ''] = network.split('/');
    blocks.addSubnet(address, Number(prefix), family);
  }
  return blocks;
}
