import type { MethodCall } from '../calls/method';
import { badRequest } from '../calls/refusal';
import type { Contents } from '../world/contents';
import { isShared, lacksPermission, may, memberOf, type AnyChat } from '../world/membership';
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
  dice: 'dice',
  contact: 'contacts',
  location: 'locations',
  live_location: 'live locations',
  venue: 'venues',
  text: 'text messages',
};

/** Refuses a bot that may not post in the channel, whatever it be (TDLib, MessagesManager::can_send_message). */
export function refuseToPost({ bot }: MethodCall, chat: AnyChat): void {
  if (!isShared(chat) || chat.type !== 'channel' || may(memberOf(chat, bot.id), 'can_post_messages')) return;
  throw badRequest('need administrator rights in the channel chat');
}

/** Whether the bot, or everybody, is kept from sending such a thing (TDLib, can_send_message_content). */
export function maySend({ bot }: Pick<MethodCall, 'bot'>, chat: AnyChat, kind: SendableKind): boolean {
  return !isShared(chat) || !lacksPermission(chat, memberOf(chat, bot.id), permissionFor(kind));
}

export function refuseWithoutPermission(call: Pick<MethodCall, 'bot'>, chat: AnyChat, kind: SendableKind): void {
  if (!maySend(call, chat, kind)) throw badRequest(`not enough rights to send ${PLURALS[kind]} to the chat`);
}

/** What it is that is sent. */
export function kindOf({ media, poll, dice, contact, venue, location }: Contents): SendableKind {
  if (media) return media.kind;
  if (poll) return 'poll';
  if (dice) return 'dice';
  if (contact) return 'contact';
  if (venue) return 'venue';
  if (location) return location.livePeriod === undefined ? 'location' : 'live_location';
  return 'text';
}
