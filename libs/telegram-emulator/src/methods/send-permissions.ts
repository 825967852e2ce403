import { badRequest } from '../calls/refusal';
import { isShared, lacksPermission, memberOf, type AnyChat } from '../world/membership';
import type { BotRecord } from '../world/records';
import { permissionFor, type SendableKind } from '../world/send-permissions';

/** What TDLib calls them all. */
const PLURALS: Record<SendableKind, string> = {
  photo: 'photos',
  video: 'videos',
  animation: 'animations',
  audio: 'music',
  document: 'documents',
  voice: 'voice notes',
  video_note: 'video notes',
  sticker: 'stickers',
  poll: 'polls',
  other: 'messages',
};

/** Refuses a bot that is restricted and lacks the permission for what it sends (TDLib, can_send_message_content). */
export function refuseWithoutPermission(bot: BotRecord, chat: AnyChat, kind: SendableKind): void {
  if (!isShared(chat) || !lacksPermission(chat, memberOf(chat, bot.id), permissionFor(kind))) return;
  throw badRequest(`not enough rights to send ${PLURALS[kind]} to the chat`);
}
