import type { Method } from '../../calls/method';
import { badRequest } from '../../calls/refusal';
import type { FileKind } from '../../files/file-record';
import type { MediaRecord } from '../../world/contents';
import { editableMessage, knownChat } from '../chat-of-call';
import { recaptioned } from '../copied-content';
import { finishEdit } from '../edit-message';
import { refuseBackendButtons, replyMarkupOf } from '../reply-markup';
import { captionOf, refuseLongCaption } from '../text-of-call';
import { UNMODELLED_FOR_MESSAGES } from '../unmodelled';
import { fileOf } from './input-file';
import { inputMedia, requiredStructure } from './input-media';
import { CAPTIONLESS } from './kinds';

/** Kinds that can take each other's place. */
const REPLACEABLE: readonly FileKind[] = ['animation', 'audio', 'document', 'photo', 'video'];
const APART: readonly FileKind[] = ['audio', 'document'];

/** https://core.telegram.org/bots/api#editmessagecaption: without a caption the old one goes. */
export const editMessageCaption: Method = {
  name: 'editMessageCaption',
  limited: true,
  unmodelled: UNMODELLED_FOR_MESSAGES,
  run: (call) => {
    const replyMarkup = replyMarkupOf(call.params);
    const caption = captionOf(call.params);
    const chat = knownChat(call);
    const message = editableMessage(call, chat);
    const { media } = message;
    if (!media || CAPTIONLESS.has(media.kind)) throw badRequest('there is no caption in the message to edit');
    refuseLongCaption(caption);
    refuseBackendButtons(replyMarkup);
    const content = recaptioned(call, message, caption);
    return finishEdit(call, { chat, message, content, replyMarkup });
  },
};

/** https://core.telegram.org/bots/api#editmessagemedia */
export const editMessageMedia: Method = {
  name: 'editMessageMedia',
  limited: true,
  unmodelled: UNMODELLED_FOR_MESSAGES,
  run: async (call) => {
    const replyMarkup = replyMarkupOf(call.params);
    const draft = inputMedia(call, requiredStructure(call, 'media', 'input media'), false);
    const chat = knownChat(call);
    const message = editableMessage(call, chat);
    if (!message.media || !REPLACEABLE.includes(message.media.kind)) {
      throw badRequest('there is no media in the message to edit');
    }
    refuseBreakingAlbum(message.media, draft.wanted.kind);
    refuseLongCaption(draft.caption);
    const file = await fileOf(call, draft.wanted);
    refuseBackendButtons(replyMarkup);
    const { groupId } = message.media;
    const media = { ...file, ...draft.flags, ...(groupId !== undefined && { groupId }) };
    return finishEdit(call, { chat, message, content: { ...draft.caption, media }, replyMarkup });
  },
};

/** Audio files and documents of an album stay what they are, and nothing becomes one (TDLib, edit_message_media). */
function refuseBreakingAlbum({ groupId, kind }: MediaRecord, next: FileKind): void {
  if (groupId === undefined || kind === next) return;
  if (next === 'animation') throw badRequest("Message content type can't be used in an album");
  if (APART.includes(kind) || APART.includes(next)) throw badRequest("Can't change media type in the album");
}
