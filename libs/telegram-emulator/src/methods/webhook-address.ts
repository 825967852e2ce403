import { lookup } from 'node:dns/promises';
import { BlockList } from 'node:net';

import { badRequest } from '../calls/refusal';

const PORTS = new Set(['', '443', '80', '88', '8443']);

/** Networks that nobody can be reached in from outside (RFC 6890). */
const RESERVED = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  RESERVED.addSubnet(network, bits);
}

/** Gives the address behind a webhook's URL, or refuses it as Telegram does. A harness may allow its own machine and plain http. */
export async function refuseUnreachable(url: string, insecure: boolean): Promise<string> {
  const address = parse(url);
  if (insecure) return /^[\d.]+$/.test(address.hostname) ? address.hostname : '127.0.0.1';
  if (address.protocol !== 'https:') throw badRequest('bad webhook: An HTTPS URL must be provided for webhook');
  if (!PORTS.has(address.port)) throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443');
  const ip = await resolve(address.hostname);
  if (RESERVED.check(ip)) throw badRequest(`bad webhook: IP address ${ip} is reserved`);
  return ip;
}

function parse(url: string): URL {
  const address = URL.canParse(url) ? new URL(url) : null;
  if (!address || !['http:', 'https:'].includes(address.protocol)) throw badRequest('invalid webhook URL specified');
  return address;
}

async function resolve(host: string): Promise<string> {
  try {
    return (await lookup(host, { family: 4 })).address;
  } catch {
    throw badRequest('bad webhook: Failed to resolve host: Name or service not known');
  }
}
