import { randomBytes } from 'node:crypto';

import type { EmulatedBot } from '@app/telegram-emulator';

import type { Box } from '../box';
import { flagOf, newBotOf } from '../input';
import { botOf } from '../place';
import { created, ok, param, type ApiRequest, type Route } from '../router';
import type { BotDetails } from '../wire';
import { refuseTaken } from './world-routes';

/** What BotFather is for: making bots, their tokens, their privacy mode. */
export function botRoutes(box: Box): Route[] {
  const { telegram } = box;
  const bot = (request: ApiRequest): EmulatedBot => botOf(telegram, param(request, 'bot'));
  return [
    { method: 'GET', path: '/api/bots', run: () => ok(telegram.bots().map((one) => details(box, one))) },
    {
      method: 'POST',
      path: '/api/bots',
      run: async ({ body }) => {
        const profile = newBotOf(await body());
        refuseTaken(box, profile.username);
        return created(details(box, telegram.addBot(profile)));
      },
    },
    { method: 'GET', path: '/api/bots/:bot', run: (request) => ok(details(box, bot(request))) },
    {
      method: 'PATCH',
      path: '/api/bots/:bot',
      run: async (request) => {
        const privacy = flagOf(await request.body(), 'privacy');
        return ok(details(box, telegram.addBot({ username: bot(request).username, privacy })));
      },
    },
    {
      method: 'POST',
      path: '/api/bots/:bot/revoke',
      run: async (request) => {
        await request.body();
        const { username, id } = bot(request);
        telegram.revoke(username);
        return ok(details(box, telegram.addBot({ username, token: `${String(id)}:${freshSecret()}` })));
      },
    },
  ];
}

function details({ telegram }: Box, { id, username, name, token }: EmulatedBot): BotDetails {
  const { revoked, privacy, webhookUrl, pendingUpdates, lastErrorDate, lastErrorMessage } = telegram.conditionOf(id);
  return {
    id,
    username,
    name,
    token,
    revoked,
    privacy,
    webhookUrl,
    pendingUpdates,
    ...(lastErrorDate !== undefined && { lastErrorDate }),
    ...(lastErrorMessage !== undefined && { lastErrorMessage }),
  };
}

/** The part of a token behind the colon: 35 characters. */
function freshSecret(): string {
  return randomBytes(27).toString('base64url').slice(0, 35);
}
