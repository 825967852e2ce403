import type { EmulatedMessage, MessageWindow, Person, Writing } from '@app/telegram-emulator';

import { ApiError } from '../api-error';
import type { Box } from '../box';
import { flagOf, optionalNumberOf, queryNumberOf, textOf, wholeNumberOf, type Body } from '../input';
import { personOf, placeOf, type Place } from '../place';
import { attempted, created, ok, param, type ApiRequest, type Reply, type Route } from '../router';
import { rawView } from '../views/call-view';
import { chatView } from '../views/chat-view';

const CHAT = '/api/people/:key/chats/:chat';
const MOST_MESSAGES = 2_000;
const ANSWER_PATIENCE_MS = 150_000;

/** What a person does with messages, in private chats and in those that several share. */
export function messageRoutes(box: Box): Route[] {
  return [
    { method: 'GET', path: CHAT, run: (request) => look(box, request) },
    { method: 'POST', path: `${CHAT}/messages`, run: (request) => send(box, request) },
    { method: 'PATCH', path: `${CHAT}/messages/:id`, run: (request) => edit(box, request) },
    { method: 'GET', path: `${CHAT}/messages/:id/raw`, run: (request) => raw(box, request) },
    { method: 'POST', path: `${CHAT}/press`, run: (request) => press(box, request) },
    { method: 'POST', path: `${CHAT}/block`, run: (request) => block(box, request) },
  ];
}

/** The chat that an address names, and who has it open. */
function openChat({ telegram }: Box, request: ApiRequest): { person: Person; place: Place } {
  const person = personOf(telegram, param(request, 'key'));
  return { person, place: placeOf(telegram, param(request, 'chat')) };
}

function look(box: Box, request: ApiRequest): Reply {
  const { person, place } = openChat(box, request);
  return ok(chatView(box.telegram, person, place, windowOf(request)));
}

function windowOf({ query }: ApiRequest): MessageWindow {
  const limit = queryNumberOf(query, 'limit', MOST_MESSAGES);
  const before = queryNumberOf(query, 'before', Number.MAX_SAFE_INTEGER);
  const topic = query.get('topic') === 'general' ? null : queryNumberOf(query, 'topic', Number.MAX_SAFE_INTEGER);
  return {
    ...(limit !== undefined && { limit: Math.max(1, limit) }),
    ...(before !== undefined && { before }),
    ...(topic !== undefined && { topicId: topic }),
  };
}

async function send(box: Box, request: ApiRequest): Promise<Reply> {
  const { person, place } = openChat(box, request);
  const body = await request.body();
  const text = textOf(body, 'text');
  const replyTo = optionalNumberOf(body, 'replyTo');
  if (place.kind === 'private') {
    return created(await attempted(() => person.send(place.bot, text, replyTo === undefined ? {} : { replyTo })));
  }
  return created(await attempted(() => person.in(place.chat).send(text, writingOf(body))));
}

/** In a chat that several share: in which topic, to what, in whose name. */
export function writingOf(body: Body): Writing {
  const topic = optionalNumberOf(body, 'topic');
  const replyTo = optionalNumberOf(body, 'replyTo');
  const asChannel = optionalNumberOf(body, 'asChannel');
  return {
    anonymous: flagOf(body, 'anonymous'),
    ...(topic !== undefined && { topic: { id: topic } }),
    ...(replyTo !== undefined && { replyTo: { messageId: replyTo } }),
    ...(asChannel !== undefined && { asChannel: { id: asChannel } }),
  };
}

async function edit(box: Box, request: ApiRequest): Promise<Reply> {
  const { person, place } = openChat(box, request);
  const text = textOf(await request.body(), 'text');
  const message = { messageId: messageIdOf(request) };
  const deed = (): Promise<EmulatedMessage> =>
    place.kind === 'private' ? person.edit(place.bot, message, text) : person.in(place.chat).edit(message, text);
  return ok(await attempted(deed));
}

async function raw(box: Box, request: ApiRequest): Promise<Reply> {
  const { person, place } = openChat(box, request);
  const messageId = messageIdOf(request);
  const { callId } = await attempted(() =>
    place.kind === 'private' ? person.message(place.bot, messageId) : place.chat.message(messageId),
  );
  return ok(rawView(box.telegram, box.times, { place, personId: person.id, messageId, callId }));
}

/** Answers at once with the id of the query; what the bot shows for it comes as an event. */
async function press(box: Box, request: ApiRequest): Promise<Reply> {
  const { person, place } = openChat(box, request);
  const body = await request.body();
  const messageId = wholeNumberOf(body, 'messageId');
  const button = textOf(body, 'button');
  const bot = { id: await attempted(() => botUnder(place, messageId)) };
  const queryId = await attempted(() =>
    place.kind === 'private' ? person.press(bot, button, { messageId }) : person.in(place.chat).press(button, { messageId }),
  );
  person.expectAnswer(bot, queryId, { timeoutMs: ANSWER_PATIENCE_MS }).then(
    (answer) => {
      box.events.tell({ type: 'answer', key: person.key, ref: place.ref, messageId, ...answer });
    },
    () => undefined, // A bot need not answer; Telegram's apps stop their spinner then, and so does the page.
  );
  return { status: 202, body: { queryId } };
}

function botUnder(place: Place, messageId: number): number {
  return place.kind === 'private' ? place.bot.id : (place.chat.message(messageId).senderId ?? 0);
}

async function block(box: Box, request: ApiRequest): Promise<Reply> {
  const { person, place } = openChat(box, request);
  if (place.kind !== 'private') throw new ApiError(409, 'Only a bot can be blocked; leave the chat instead.');
  const { blocked } = await request.body();
  if (typeof blocked !== 'boolean') throw new ApiError(400, 'Say {"blocked": true} or {"blocked": false}.');
  if (blocked) person.block(place.bot);
  else person.unblock(place.bot);
  return ok({ blocked });
}

/** @throws ApiError 400 */
export function messageIdOf(request: ApiRequest): number {
  const id = Number(param(request, 'id'));
  if (!Number.isSafeInteger(id)) throw new ApiError(400, 'The number of a message must be a whole number.');
  return id;
}
