import type { ApiClient } from './api-client';

/** A documented route, with `{id}` where an id belongs. */
export interface Route {
  readonly method: string;
  readonly path: string;
  /** Whether it takes a body. */
  readonly body: boolean;
  /** Whether it is open to those who are not signed in. */
  readonly open: boolean;
}

interface OpenApi {
  readonly paths: Record<string, Record<string, { requestBody?: unknown; security?: unknown }>>;
}

/** Every route that the running application documents. */
export async function documentedRoutes(api: ApiClient): Promise<Route[]> {
  const { body } = await api.get<OpenApi>('/openapi.json');
  return Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { requestBody, security }]) => ({
      method: method.toUpperCase(),
      path,
      body: requestBody !== undefined,
      open: security === undefined,
    })),
  );
}
