import type { FastifyInstance } from 'fastify';
import { AsyncLocalStorage } from 'node:async_hooks';

interface Caller {
  readonly address: string;
}

const callers = new AsyncLocalStorage<Caller>();

/** Has everything that a request causes know where the request came from. */
export function noteCallers(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    callers.run({ address: request.ip }, done);
  });
}

/** The address from which the running request came, as the proxies tell it; null outside of requests. */
export function callerAddress(): string | null {
  return callers.getStore()?.address ?? null;
}
