import type { Method } from '../../calls/method';
import { badRequest } from '../../calls/refusal';
import type { FileKind } from '../../files/file-record';
import { hasContents, type MediaRecord } from '../../world/contents';
import { recaptioned } from '../copied-content';
import { chatToEditIn, finishEdit } from '../edit-message';
import { editableContent, editableMessage } from '../editable-message';
import { refuseButtons, replyMarkupOf } from '../reply-markup';
import { captionOf, isLongCaption, refuseLongCaption } from '../text-of-call';
import { UNMODELLED_FOR_MESSAGES } from '../unmodelled';
import { fileOf, refuseBadSource } from './input-file';
import { inputMedia, requiredStructure } from './input-media';

/** Kinds that can take each other's place. */
const REPLACEABLE: readonly FileKind[] = ['animation', 'audio', 'document', 'photo', 'video'];
const APART: readonly FileKind[] = ['audio', 'document'];
const NO_MEDIA = "message media can't be edited";

/** https://core.telegram.org/bots/api#editmessagecaption: without a caption the old one goes. */
export const editMessageCaption: Method = {
  name: 'editMessageCaption',
  limited: true,
  unmodelled: UNMODELLED_FOR_MESSAGES,
  run: (call) => {
    const replyMarkup = replyMarkupOf(call.params);
    const caption = captionOf(call.params);
    const chat = chatToEditIn(call);
    const message = editableContent(call, chat);
    if (!message.media) throw badRequest('there is no caption in the message to edit');
    if (isLongCaption(caption)) throw badRequest('MEDIA_CAPTION_TOO_LONG');
    refuseButtons(replyMarkup, chat);
    const content = recaptioned(call, message, caption);
    return finishEdit(call, { chat, message, content, replyMarkup });
  },
};

/** https://core.telegram.org/bots/api#editmessagemedia: a text can be given a file as well. */
export const editMessageMedia: Method = {
  name: 'editMessageMedia',
  limited: true,
  unmodelled: UNMODELLED_FOR_MESSAGES,
  run: async (call) => {
    const replyMarkup = replyMarkupOf(call.params);
    const draft = inputMedia(call, requiredStructure(call, 'media', 'input media'), false);
    const chat = chatToEditIn(call);
    const message = editableMessage(call, chat, NO_MEDIA);
    if (message.media ? !REPLACEABLE.includes(message.media.kind) : hasContents(message)) throw badRequest(NO_MEDIA);
    refuseBadSource(call, draft.wanted);
    refuseLongCaption(draft.caption);
    if (message.media) refuseBreakingAlbum(message.media, draft.wanted.kind);
    const file = await fileOf(call, draft.wanted);
    refuseButtons(replyMarkup, chat);
    const { groupId } = message.media ?? {};
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
