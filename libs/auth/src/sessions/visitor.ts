import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import Bowser from 'bowser';
import type { FastifyRequest } from 'fastify';
import { isIPv4, isIPv6 } from 'node:net';
import { isFromOwnMachine } from '@app/platform';

/** Where a request comes from. */
export interface Visitor {
  /** The caller's address; of IPv6 the network of 64 bits, because one customer owns all of it. Null when it is not known. */
  readonly network: string | null;
  /** It and the wider networks around it, the narrowest first. Callers whose address is not known count as one. */
  readonly networks: readonly string[];
  /** In words, e.g. `Firefox on Windows`. */
  readonly device: string;
  /** Whether it is made on the owner's machine, which nobody else reaches. */
  readonly fromOwnMachine: boolean;
}

const MOST_CHARACTERS = 80;

/** Where the request comes from. */
export const CurrentVisitor = createParamDecorator((_: unknown, context: ExecutionContext): Visitor => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const { ip, headers } = request;
  const networks = networksOf(ip);
  return {
    network: networks[0] ?? null,
    networks: networks.length > 0 ? networks : ['unknown'],
    device: deviceOf(headers['user-agent'] ?? ''),
    fromOwnMachine: isFromOwnMachine(request),
  };
});

/**
 * What is counted as one caller, and the wider networks around it, the narrowest first: an IPv4 address; or 64, 56 and 48 bits of IPv6,
 * because one customer has from 64 up to 48 of them. Some proxies write a port behind an address, or `unknown` in its place: the port
 * does not count, and what is no address is no network.
 */
export function networksOf(address: string): string[] {
  const written = address
    .trim()
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1');
  const plain = written.replace(/^::ffff:(?=\d+\.)/i, '').split('%', 1)[0] ?? '';
  if (isIPv4(plain)) return [plain];
  if (!isIPv6(plain)) return [];
  const [head = '', tail] = plain.split('::').map((half) => half.split(':').filter((group) => group !== ''));
  const missing = 8 - head.length - (tail?.length ?? 0);
  const groups = [...head, ...Array<string>(Math.max(0, missing)).fill('0'), ...(tail ?? [])].map((group) =>
    Number.parseInt(group, 16),
  );
  return [
    `${hexOf(groups.slice(0, 4))}::/64`,
    `${hexOf([...groups.slice(0, 3), (groups[3] ?? 0) & 0xff00])}::/56`,
    `${hexOf(groups.slice(0, 3))}::/48`,
  ];
}

function hexOf(groups: readonly number[]): string {
  return groups.map((group) => group.toString(16)).join(':');
}

/** A device in words that its owner recognises: browser and system, or what a program calls itself. */
export function deviceOf(userAgent: string): string {
  const plain = userAgent.replace(/[^\x20-\x7e]/g, '').slice(0, 500);
  if (plain.trim() === '') return 'an unknown device';
  const { browser, os } = Bowser.parse(plain);
  const name = browser.name ?? '';
  const words = name === '' ? (plain.split(/[\s(]/, 1)[0] ?? '') : [name, os.name].filter(Boolean).join(' on ');
  return words.slice(0, MOST_CHARACTERS);
}
