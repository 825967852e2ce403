import { ApiError } from '../api-error';
import type { Box } from '../box';
import { faultWishOf } from '../fault-wish';
import { created, ok, param, type Route } from '../router';

/** Letting things go wrong. */
export function faultRoutes({ telegram, faults }: Box): Route[] {
  return [
    { method: 'GET', path: '/api/faults', run: () => ok(faults.list()) },
    { method: 'POST', path: '/api/faults', run: async ({ body }) => created(faults.add(faultWishOf(telegram, await body()))) },
    {
      method: 'DELETE',
      path: '/api/faults',
      run: () => {
        faults.clear();
        return ok([]);
      },
    },
    {
      method: 'DELETE',
      path: '/api/faults/:id',
      run: (request) => {
        if (!faults.remove(Number(param(request, 'id')))) throw new ApiError(404, 'There is no such fault, or not any more.');
        return ok(faults.list());
      },
    },
  ];
}
