import type { EmulatedMessage } from '@app/telegram-emulator';

import { ApiError } from '../api-error';
import type { Box } from '../box';
import type { Body } from '../input';
import { personOf, placeOf } from '../place';
import { attempted, created, ok, param, type ApiRequest, type Reply, type Route } from '../router';
import { messageIdOf, writingOf } from './message-routes';

const CHAT = '/api/people/:key/chats/:chat';

/** Polls, places, contacts and reactions. */
export function contentsRoutes(box: Box): Route[] {
  return [
    { method: 'POST', path: `${CHAT}/messages/:id/vote`, run: (request) => vote(box, request) },
    { method: 'POST', path: `${CHAT}/messages/:id/react`, run: (request) => react(box, request) },
    { method: 'POST', path: `${CHAT}/location`, run: (request) => sendLocation(box, request) },
    { method: 'POST', path: `${CHAT}/contact`, run: (request) => sendContact(box, request) },
  ];
}

/** `{"options": [0]}`: the numbers of the chosen options from 0 on; none takes the vote back. */
async function vote({ telegram }: Box, request: ApiRequest): Promise<Reply> {
  const person = personOf(telegram, param(request, 'key'));
  const place = placeOf(telegram, param(request, 'chat'));
  const { options } = await request.body();
  const isList = (value: unknown): value is number[] => Array.isArray(value) && value.every((one) => Number.isSafeInteger(one));
  if (!isList(options)) throw new ApiError(400, 'options must be a list of whole numbers.');
  const message = { messageId: messageIdOf(request) };
  await attempted(() =>
    place.kind === 'private' ? person.vote(place.bot, message, options) : person.in(place.chat).vote(message, options),
  );
  return ok({ options });
}

/** `{"emoji": "👍"}`; without one the reaction is taken back. */
async function react({ telegram }: Box, request: ApiRequest): Promise<Reply> {
  const person = personOf(telegram, param(request, 'key'));
  const place = placeOf(telegram, param(request, 'chat'));
  const { emoji = '' } = await request.body();
  if (typeof emoji !== 'string') throw new ApiError(400, 'emoji must be a text.');
  const message = { messageId: messageIdOf(request) };
  const some = emoji === '' ? [] : [emoji];
  await attempted(() =>
    place.kind === 'private' ? person.react(place.bot, message, ...some) : person.in(place.chat).react(message, ...some),
  );
  return ok({ emoji });
}

async function sendLocation({ telegram }: Box, request: ApiRequest): Promise<Reply> {
  const person = personOf(telegram, param(request, 'key'));
  const place = placeOf(telegram, param(request, 'chat'));
  const body = await request.body();
  const location = { latitude: degreesOf(body, 'latitude', 90), longitude: degreesOf(body, 'longitude', 180) };
  const deed = (): Promise<EmulatedMessage> =>
    place.kind === 'private'
      ? person.sendLocation(place.bot, location)
      : person.in(place.chat).sendLocation(location, writingOf(body));
  return created(await attempted(deed));
}

/** The person's own. */
async function sendContact({ telegram }: Box, request: ApiRequest): Promise<Reply> {
  const person = personOf(telegram, param(request, 'key'));
  const place = placeOf(telegram, param(request, 'chat'));
  const body = await request.body();
  const deed = (): Promise<EmulatedMessage> =>
    place.kind === 'private' ? person.sendContact(place.bot) : person.in(place.chat).sendContact(undefined, writingOf(body));
  return created(await attempted(deed));
}

function degreesOf(body: Body, name: string, most: number): number {
  const value = body[name];
  if (typeof value === 'number' && Math.abs(value) <= most) return value;
  throw new ApiError(400, `${name} must be a number from -${String(most)} to ${String(most)}.`);
}
