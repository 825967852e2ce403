import type { Box } from '../box';
import { param, type ApiRequest, type Route } from '../router';
import { messageRoutes } from './message-routes';

const CHAT = '/api/people/:key/chats/:chat';

/** Short addresses for the chat of a person with the bot of the settings: for a README, and for hands on a keyboard. */
export function shortRoutes(box: Box): Route[] {
  const short = [
    ['GET', '', '/messages'],
    ['POST', '/messages', '/messages'],
    ['POST', '/press', '/press'],
    ['POST', '/block', '/block'],
  ] as const;
  return short.flatMap(([method, long, path]) =>
    messageRoutes(box)
      .filter((route) => route.method === method && route.path === `${CHAT}${long}`)
      .map(({ run }) => ({ method, path: `/api/people/:key${path}`, run: (request) => run(withBot(box, request)) })),
  );
}

function withBot({ bot }: Box, request: ApiRequest): ApiRequest {
  return { ...request, params: { key: param(request, 'key'), chat: bot.username } };
}
