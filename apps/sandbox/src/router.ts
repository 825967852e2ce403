import type { IncomingMessage } from 'node:http';

import { ApiError } from './api-error';
import { readJson } from './http-json';

/** A request as a route sees it. */
export interface ApiRequest {
  /** What stood in the place of `:name` in the path. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The JSON of the request. @throws ApiError when it is none */
  readonly body: () => Promise<Record<string, unknown>>;
}

export interface Reply {
  status: number;
  body: unknown;
}

export interface Route {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** With `:name` where something stands that varies. */
  path: string;
  run: (request: ApiRequest) => Promise<Reply> | Reply;
}

/** Finds the route of a request and runs it. */
export class Router {
  private readonly routes: readonly { route: Route; pattern: RegExp }[];

  constructor(routes: readonly Route[]) {
    this.routes = routes.map((route) => ({ route, pattern: patternOf(route.path) }));
  }

  /** @throws ApiError 404, 405 and what the route throws */
  async answer(request: IncomingMessage, { pathname, searchParams }: URL): Promise<Reply> {
    const here = this.routes.filter(({ pattern }) => pattern.test(pathname));
    const found = here.find(({ route }) => route.method === request.method);
    if (!found) throw new ApiError(here.length > 0 ? 405 : 404, `There is no ${request.method ?? ''} ${pathname} here.`);
    const params = Object.fromEntries(
      Object.entries(found.pattern.exec(pathname)?.groups ?? {}).map(([name, value]) => [name, decoded(value)]),
    );
    return found.route.run({ params, query: searchParams, body: () => readJson(request) });
  }
}

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const created = (body: unknown): Reply => ({ status: 201, body });

/** What a person cannot do is no fault of the server's: it is said in the words of the engine. */
export async function attempted<T>(deed: () => T | Promise<T>): Promise<T> {
  try {
    return await deed();
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError(409, error instanceof Error ? error.message : 'unknown');
  }
}

/** A part of the path that a route has by definition. */
export function param({ params }: ApiRequest, name: string): string {
  return params[name] ?? '';
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new ApiError(400, 'The address is not encoded well.');
  }
}
