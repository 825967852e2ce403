import { Refusal } from '../calls/refusal';
import { isPresent, memberOf } from '../world/membership';
import type { BotRecord } from '../world/records';
import type { SharedChatRecord } from '../world/shared-chat-records';
import type { World } from '../world/world';

/** What a call is going to do in a chat: look at it, look at its members, edit in it, or write and manage. */
export type Access = 'read' | 'members' | 'edit' | 'write';

/** The chat that several share with this id or @name. A bot knows public chats, and those in which it is or was. */
export function findSharedChat(world: World, bot: BotRecord, chatId: string): SharedChatRecord | undefined {
  if (chatId.startsWith('@')) return world.sharedChatByUsername(chatId);
  const chat = world.sharedChats.get(Number(chatId));
  const isKnown = chat?.username !== undefined || chat?.members.some(({ userId }) => userId === bot.id);
  return isKnown === true ? chat : undefined;
}

/** Refuses what is out of the bot's reach, in the order and the words of telegram-bot-api, Client.cpp (check_chat_access). */
export function refuseOutOfReach(bot: BotRecord, chat: SharedChatRecord, access: Access): void {
  if (chat.type === 'group') refuseInGroup(bot, chat, access);
  else refuseInChannel(bot, chat, access);
}

/** What stood in a basic group can still be looked at when the bot, or the group, is gone; its members cannot. */
function refuseInGroup(bot: BotRecord, chat: SharedChatRecord, access: Access): void {
  const isGone = chat.migratedTo !== undefined || chat.deleted === true;
  if (isGone && (access === 'write' || access === 'members')) throw gone(chat);
  if (isGone || access === 'read') return;
  const member = memberOf(chat, bot.id);
  if (member.status === 'kicked') throw new Refusal(403, 'Forbidden: bot was kicked from the group chat');
  if (!isPresent(member)) throw new Refusal(403, 'Forbidden: bot is not a member of the group chat');
}

/** A public supergroup or channel can be looked at by every bot that was not thrown out. */
function refuseInChannel(bot: BotRecord, chat: SharedChatRecord, access: Access): void {
  const member = memberOf(chat, bot.id);
  if (member.status === 'kicked') throw new Refusal(403, `Forbidden: bot was kicked from the ${chat.type} chat`);
  const isOpen = chat.username !== undefined && (access === 'read' || access === 'members');
  if (!isOpen && !isPresent(member)) throw new Refusal(403, `Forbidden: bot is not a member of the ${chat.type} chat`);
}

function gone({ migratedTo }: SharedChatRecord): Refusal {
  if (migratedTo === undefined) return new Refusal(403, 'Forbidden: the group chat was deleted');
  const words = 'Bad Request: group chat was upgraded to a supergroup chat';
  return new Refusal(400, words, { migrate_to_chat_id: migratedTo });
}
