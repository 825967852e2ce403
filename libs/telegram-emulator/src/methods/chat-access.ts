import { badRequest, Refusal } from '../calls/refusal';
import { isAdmin, isPresent, memberOf, mayWrite } from '../world/membership';
import type { BotRecord } from '../world/records';
import type { SendableKind } from '../world/send-permissions';
import type { SharedChatRecord } from '../world/shared-chat-records';
import type { World } from '../world/world';

/** The chat that several share with this id or @name. A bot knows public chats, and those in which it is or was. */
export function findSharedChat(world: World, bot: BotRecord, chatId: string): SharedChatRecord | undefined {
  if (chatId.startsWith('@')) return world.sharedChatByUsername(chatId);
  const chat = world.sharedChats.get(Number(chatId));
  const isKnown = chat?.username !== undefined || chat?.members.some(({ userId }) => userId === bot.id);
  return isKnown === true ? chat : undefined;
}

/** Refuses what is out of the bot's sight, in the order and the words of telegram-bot-api, Client.cpp (check_chat_access). */
export function refuseOutOfSight(bot: BotRecord, chat: SharedChatRecord): void {
  refuseGone(chat);
  const { status } = memberOf(chat, bot.id);
  if (status === 'kicked') throw new Refusal(403, `Forbidden: bot was kicked from the ${chat.type} chat`);
  if (status === 'left' && chat.username === undefined) throw notMember(chat);
}

/** Also refuses a bot that may look, but not write; what it needs beyond being there depends on what it sends. */
export function refuseNoWriting(bot: BotRecord, chat: SharedChatRecord, kind: SendableKind): void {
  refuseOutOfSight(bot, chat);
  const member = memberOf(chat, bot.id);
  if (!isPresent(member)) throw notMember(chat);
  if (mayWrite(chat, member) || (kind !== 'other' && chat.type !== 'channel')) return;
  throw badRequest(chat.type === 'channel' ? 'need administrator rights in the channel chat' : 'CHAT_WRITE_FORBIDDEN');
}

/** Refuses a bot that may not manage anything here: it must be there, and in a channel an administrator. */
export function refuseStranger(bot: BotRecord, chat: SharedChatRecord): void {
  refuseOutOfSight(bot, chat);
  const member = memberOf(chat, bot.id);
  if (!isPresent(member)) throw notMember(chat);
  if (chat.type === 'channel' && !isAdmin(member)) throw badRequest('need administrator rights in the channel chat');
}

function refuseGone({ migratedTo, deleted }: SharedChatRecord): void {
  if (migratedTo !== undefined) {
    const words = 'Bad Request: group chat was upgraded to a supergroup chat';
    throw new Refusal(400, words, { migrate_to_chat_id: migratedTo });
  }
  if (deleted === true) throw new Refusal(403, 'Forbidden: the group chat was deleted');
}

function notMember({ type }: SharedChatRecord): Refusal {
  return new Refusal(403, `Forbidden: bot is not a member of the ${type} chat`);
}
