import { ApiError } from '../api-error';
import type { Box } from '../box';
import { queryNumberOf } from '../input';
import { ok, param, type Route } from '../router';

const MOST_CALLS = 1_000;

/** The book of calls. */
export function callRoutes({ telegram, times }: Box): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/calls',
      run: ({ query }) => {
        const limit = queryNumberOf(query, 'limit', MOST_CALLS) ?? 100;
        const words = (query.get('filter') ?? '').toLowerCase();
        const isQuiet = query.get('polls') === 'off';
        const calls = telegram.calls.filter(
          ({ method }) => method.toLowerCase().includes(words) && !(isQuiet && method.toLowerCase() === 'getupdates'),
        );
        return ok(calls.slice(-Math.max(1, limit)).map((entry) => times.view(telegram, entry)));
      },
    },
    {
      method: 'GET',
      path: '/api/calls/:seq',
      run: (request) => {
        const entry = telegram.calls.find(({ seq }) => String(seq) === param(request, 'seq'));
        if (!entry) throw new ApiError(404, 'There is no such call, or it is too long ago.');
        return ok(times.view(telegram, entry));
      },
    },
  ];
}
