import type { FastifyInstance, FastifyRequest } from 'fastify';
import { MalformedRequestError } from '../errors/common-errors';

/** A name or an address, with or without a port (RFC 3986, 3.2.2 and 3.2.3). */
const HOST = /^([\w.~!$&'()*+,;=%-]+|\[[\da-f:.]+\])(:\d{0,5})?$/i;

/** Refuses two Host headers, and one that is no host (RFC 9112, 3.2). HTTP/1.0, which some proxies speak, may have none. */
export function checkHosts(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', ({ raw }, _reply, done) => {
    done(isFine(raw) ? undefined : new MalformedRequestError('Send one Host header with a name or an address in it.'));
  });
}

function isFine({ headersDistinct: { host: hosts = [] }, httpVersion }: FastifyRequest['raw']): boolean {
  if (hosts.length === 0) return httpVersion === '1.0';
  return hosts.length === 1 && HOST.test(hosts[0] ?? '');
}
