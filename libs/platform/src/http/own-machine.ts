import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import type { HttpConfig } from './http.config';
import { isLocalHost, isLoopback } from './local-host';

const OWN = Symbol('fromOwnMachine');

type Marked = IncomingMessage & { [OWN]?: boolean };

/** Headers that a proxy, a tunnel or a content delivery network adds: the request began on another machine. */
const FORWARDING =
  /^(forwarded|via|x-forwarded(-.*)?|x-real-ip|x-original-.*|x-(cluster-)?client-ip|true-client-ip|cf-.*|.*-client-ip)$/;

/** Marks the requests that come from the machine that this installation is for, as long as it is for one machine alone. */
export function noteOwnMachine(fastify: FastifyInstance, config: HttpConfig): void {
  fastify.addHook('onRequest', ({ raw }, _reply, done) => {
    (raw as Marked)[OWN] = config.forOwnMachine && isFromThisMachine(raw);
    done();
  });
}

/**
 * Whether a request was made on the machine of its owner, who may see and become there what is closed on a public host: the database
 * is our own, nothing says that others reach it, and the request came straight here under a local name.
 */
export function isFromOwnMachine({ raw }: FastifyRequest): boolean {
  return (raw as Marked)[OWN] === true;
}

/** `isFromOwnMachine` of the request, as a parameter. */
export const FromOwnMachine = createParamDecorator((_: unknown, context: ExecutionContext): boolean =>
  isFromOwnMachine(context.switchToHttp().getRequest<FastifyRequest>()),
);

/** A name from the Internet may lead to this machine, too (DNS rebinding), so the name that the caller used must be a local one. */
function isFromThisMachine({ headersDistinct, url = '', socket }: IncomingMessage): boolean {
  const hosts = headersDistinct.host ?? [];
  const isDirect = url.startsWith('/') && !Object.keys(headersDistinct).some((name) => FORWARDING.test(name));
  return isDirect && isLoopback(socket.remoteAddress ?? '') && hosts.length === 1 && isLocalHost(hosts[0] ?? '');
}
