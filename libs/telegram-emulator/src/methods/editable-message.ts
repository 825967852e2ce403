import type { MethodCall } from '../calls/method';
import { badRequest } from '../calls/refusal';
import type { FileKind } from '../files/file-record';
import { hasContents } from '../world/contents';
import { isShared, may, memberOf, type AnyChat } from '../world/membership';
import type { MessageRecord } from '../world/message-record';
import { isOwn, messageOfCall } from './chat-of-call';

const CAPTIONED: readonly FileKind[] = ['animation', 'audio', 'document', 'photo', 'video', 'voice'];

/** A message whose keyboard the bot may change: its own, or in a channel with the right for it any. */
export function editableMessage(call: MethodCall, chat: AnyChat, words = "message can't be edited"): MessageRecord {
  const message = messageOfCall(call, chat, 'message to edit');
  const isAllowed = isOwn(call.bot.id, message) || mayEditAll(call.bot.id, chat);
  if (message.service || message.forward || !isAllowed || hasOtherKeyboard(message)) throw badRequest(words);
  return message;
}

/** The same where what it says can be changed as well: texts, files with captions, and open polls (TDLib, can_edit_message). */
export function editableContent(call: MethodCall, chat: AnyChat): MessageRecord {
  const message = editableMessage(call, chat);
  if (!isEditable(message)) throw badRequest("message can't be edited");
  return message;
}

function isEditable({ media, poll, ...message }: MessageRecord): boolean {
  if (media) return CAPTIONED.includes(media.kind);
  if (poll) return !poll.isClosed;
  return !hasContents(message);
}

/** What was sent with the keyboard of an answer, and not with buttons, stays as it is. */
function hasOtherKeyboard({ replyMarkup }: MessageRecord): boolean {
  return replyMarkup !== undefined && !('inline_keyboard' in replyMarkup);
}

function mayEditAll(botId: number, chat: AnyChat): boolean {
  return isShared(chat) && chat.type === 'channel' && may(memberOf(chat, botId), 'can_edit_messages');
}
