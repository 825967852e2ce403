import type { EmulatedMessage, FileKind, OutgoingFile } from '@app/telegram-emulator';

import { ApiError } from '../api-error';
import type { Box } from '../box';
import { queryNumberOf } from '../input';
import { personOf, placeOf } from '../place';
import { attempted, created, param, type ApiRequest, type Reply, type Route } from '../router';

const KINDS: readonly FileKind[] = ['photo', 'video', 'animation', 'audio', 'document', 'voice', 'video_note', 'sticker'];

/** Sending a file: its bytes are the body, everything else stands in the query. */
export function fileRoutes(box: Box): Route[] {
  return [{ method: 'POST', path: '/api/people/:key/chats/:chat/files', run: (request) => send(box, request) }];
}

async function send({ telegram }: Box, request: ApiRequest): Promise<Reply> {
  const person = personOf(telegram, param(request, 'key'));
  const place = placeOf(telegram, param(request, 'chat'));
  const { query } = request;
  const file = { ...detailsOf(query), bytes: await request.bytes() };
  const replyTo = queryNumberOf(query, 'replyTo', Number.MAX_SAFE_INTEGER);
  const topic = queryNumberOf(query, 'topic', Number.MAX_SAFE_INTEGER);
  const deed = (): Promise<EmulatedMessage> => {
    if (place.kind === 'private') return person.sendFile(place.bot, file, replyTo === undefined ? {} : { replyTo });
    return person.in(place.chat).sendFile(file, {
      anonymous: query.get('anonymous') === 'true',
      ...(topic !== undefined && { topic: { id: topic } }),
      ...(replyTo !== undefined && { replyTo: { messageId: replyTo } }),
    });
  };
  return created(await attempted(deed));
}

function detailsOf(query: URLSearchParams): Omit<OutgoingFile, 'bytes'> {
  const name = query.get('name') ?? '';
  const mimeType = query.get('mimeType') ?? '';
  const caption = query.get('caption') ?? '';
  if (name.length > 255) throw new ApiError(400, 'name must have at most 255 characters.');
  return {
    kind: kindOf(query.get('kind'), name),
    ...(name !== '' && { name }),
    ...(/^\w+\/[\w.+-]+$/.test(mimeType) && { mimeType }),
    ...(caption !== '' && { caption }),
    ...(query.get('spoiler') === 'true' && { spoiler: true }),
  };
}

/** As the apps do it: pictures go as photos, everything else as it is. */
function kindOf(wanted: string | null, name: string): FileKind {
  if (wanted === null) return /\.(jpe?g|png)$/i.test(name) ? 'photo' : 'document';
  const kind = KINDS.find((one) => one === wanted);
  if (kind === undefined) throw new ApiError(400, `kind must be one of: ${KINDS.join(', ')}.`);
  return kind;
}
