import type { FastifyInstance } from 'fastify';
import type { IncomingMessage } from 'node:http';

const ROUTE = Symbol('route');
const LONGEST_PATH = 200;

/** A part of an address that is longer may be the key of a webhook, a token or an id. */
const LONGEST_PART = 15;

type Routed = IncomingMessage & { [ROUTE]?: string };

/** Has the log name each request by the route that took it: `/api/v1/messages/:id`, never by what the caller wrote. */
export function noteRoutes(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    (request.raw as Routed)[ROUTE] = request.routeOptions.url;
    done();
  });
}

/** The route that took a request. Of an address that no route takes its short parts are told, to find a wrong prefix by. */
export function pathOf(request: IncomingMessage): string {
  const route = (request as Routed)[ROUTE];
  if (route !== undefined) return route;
  const [path = ''] = (request.url ?? '').slice(0, LONGEST_PATH).split('?', 1);
  return path.replace(/[^/]+/g, (part) => (part.length > LONGEST_PART ? '…' : part));
}
