import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost, type AbstractHttpAdapter } from '@nestjs/core';
import type { FastifyInstance, HTTPMethods } from 'fastify';
import { AppError } from '../errors/app-error';

const METHODS: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** Methods by the pattern of their address: `/api/v1/messages/:id`. */
type Routes = Map<string, Set<string>>;

const ROUTES = Symbol('routes');

class MethodNotAllowedError extends AppError {
  readonly kind = 'method-not-allowed';
  readonly code = 'request.method_not_allowed';

  constructor(method: string, allowed: string) {
    super(`This address does not take ${method}. It takes ${allowed}.`);
  }
}

/** Keeps book of the routes from the first one on. */
export function noteMethods(fastify: FastifyInstance): void {
  const routes: Routes = new Map();
  fastify.decorate(ROUTES, routes);
  fastify.addHook('onRoute', ({ url, method }) => {
    const known = routes.get(url) ?? new Set();
    for (const one of [method].flat()) known.add(one.toUpperCase());
    routes.set(url, known);
  });
}

/** Answers 405 with `Allow` where an address is known and its method is not (RFC 9110, 15.5.6), and OPTIONS with what it takes. */
@Injectable()
export class AllowedMethods implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  /** By now every controller has its routes. */
  onModuleInit(): void {
    // A worker has no routes.
    const adapter = this.host.httpAdapter as AbstractHttpAdapter | undefined;
    if (adapter) completeMethods(adapter.getInstance<FastifyInstance>());
  }
}

function completeMethods(fastify: FastifyInstance): void {
  const routes = (fastify as FastifyInstance & { [ROUTES]?: Routes })[ROUTES];
  for (const [url, known] of [...(routes ?? [])].filter(([pattern]) => pattern !== '*')) {
    const allowed = [...METHODS.filter((method) => known.has(method)), 'OPTIONS'].join(', ');
    fastify.route({
      method: METHODS.filter((method) => !known.has(method)),
      url,
      exposeHeadRoute: false,
      // Refused before the body is read: it has no reader here.
      onRequest: (request, reply, done) => {
        void reply.header('allow', allowed);
        done(new MethodNotAllowedError(request.method, allowed));
      },
      handler: () => undefined,
    });
    if (known.has('OPTIONS')) continue;
    fastify.options(url, (_request, reply) => reply.status(204).header('allow', allowed).send());
  }
}
