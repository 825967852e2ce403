import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import Bowser from 'bowser';
import type { FastifyRequest } from 'fastify';
import { isIPv6 } from 'node:net';
import { isFromOwnMachine } from '@app/platform';

/** Where a request comes from. */
export interface Visitor {
  /** The caller's address; of IPv6 the network of 64 bits, because one customer owns all of it. */
  readonly network: string;
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
  return { network: networkOf(ip), device: deviceOf(headers['user-agent'] ?? ''), fromOwnMachine: isFromOwnMachine(request) };
});

/** What is counted as one caller: an IPv4 address, or the first 64 bits of an IPv6 address. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').split('%', 1)[0] ?? '';
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::').map((half) => half.split(':').filter((group) => group !== ''));
  const written = [...head, ...Array<string>(8 - head.length - (tail?.length ?? 0)).fill('0'), ...(tail ?? [])];
  const groups = written.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${groups.join(':')}::/64`;
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
