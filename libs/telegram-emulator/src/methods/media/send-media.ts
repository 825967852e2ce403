import type { Method, MethodCall } from '../../calls/method';
import { badRequest } from '../../calls/refusal';
import type { FileKind } from '../../files/file-record';
import { messageInBotApiForm } from '../../world/message-form';
import { chatToWriteTo } from '../chat-of-call';
import { refuseButtons, replyMarkupOf } from '../reply-markup';
import { refuseWithoutPermission } from '../send-permissions';
import { placeOfCall } from '../send-message';
import { captionOf, refuseLongCaption } from '../text-of-call';
import { UNMODELLED_FOR_MESSAGES } from '../unmodelled';
import { fileOf, fileSource, refuseBadSource } from './input-file';
import { CAPTIONLESS, detailsIn } from './kinds';
import { wrapFlags } from './media-flags';

const UNMODELLED = [...UNMODELLED_FOR_MESSAGES, 'thumbnail', 'cover', 'start_timestamp'];

/** https://core.telegram.org/bots/api#sendphoto and its like. */
export const SENDING_FILES: readonly Method[] = [
  sending('sendPhoto', 'photo'),
  sending('sendDocument', 'document'),
  sending('sendVideo', 'video'),
  sending('sendAnimation', 'animation'),
  sending('sendAudio', 'audio'),
  sending('sendVoice', 'voice'),
  sending('sendVideoNote', 'video_note'),
  sending('sendSticker', 'sticker'),
];

function sending(name: string, kind: FileKind): Method {
  return {
    name,
    limited: true,
    olderNames: { reply_to_message_id: { kinds: ['number'] }, allow_sending_without_reply: { kinds: ['boolean'] } },
    unmodelled: UNMODELLED,
    run: (call) => send(call, kind),
  };
}

/** In the order of the official server: what stands in the call, the chat, the file, and last what only the backend refuses. */
async function send(call: MethodCall, kind: FileKind): Promise<unknown> {
  const { params } = call;
  const source = fileSource(call, kind, params.text(kind));
  if (!source) throw badRequest(`there is no ${kind.replace('_', ' ')} in the request`);
  const caption = CAPTIONLESS.has(kind) ? { text: '', entities: [] } : captionOf(params);
  const replyMarkup = replyMarkupOf(params);
  const chat = chatToWriteTo(call);
  const place = placeOfCall(call, chat);
  const wanted = { source, kind, details: detailsIn(params, kind), asIs: params.flag('disable_content_type_detection') };
  refuseBadSource(call, wanted);
  refuseLongCaption(caption);
  refuseWithoutPermission(call, chat, kind);
  const file = await fileOf(call, wanted);
  refuseButtons(replyMarkup, chat);
  const media = { ...file, ...wrapFlags(params, kind) };
  const message = call.bots.write(call.bot, chat, { ...caption, media, ...place, replyMarkup, callId: call.entry.seq });
  return messageInBotApiForm({ world: call.world, botId: call.bot.id }, chat, message);
}
