import { RouteConfig } from '@nestjs/platform-fastify';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants';
import type { RouteOptions } from 'fastify';

/**
 * Lets the body of a route have so many bytes, instead of as many as those of all others. It stands above other marks of the
 * route and keeps them: of two plain `RouteConfig` the upper one would take the lower one away.
 */
export function BodyLimit(bytes: number): MethodDecorator {
  return (target, key, descriptor) => {
    const marks = Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, descriptor.value as object) as object | undefined;
    RouteConfig({ ...marks, bodyLimit: bytes })(target, key, descriptor);
  };
}

/** Gives a route its own limit, when it is made: Nest passes on what it is configured with, and no options of Fastify. */
export function limitBody(route: RouteOptions): void {
  const { bodyLimit } = (route.config ?? {}) as { readonly bodyLimit?: number };
  if (bodyLimit !== undefined) route.bodyLimit = bodyLimit;
}
