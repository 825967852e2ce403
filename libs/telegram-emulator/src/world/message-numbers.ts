import { isShared, type AnyChat } from './membership';
import type { MessageRecord } from './message-record';
import type { BotRecord } from './records';

/** The number by which a bot knows a message; undefined when it never heard of it. */
export function numberFor(botId: number, chat: AnyChat, message: MessageRecord): number | undefined {
  return hasNumbersOfItsOwn(chat) ? message.idsForBots?.[String(botId)] : message.messageId;
}

/** Gives the message a number in the bot's own count, unless it has one or the chat counts for all. */
export function numberAnew(bot: BotRecord, chat: AnyChat, message: MessageRecord): void {
  if (!hasNumbersOfItsOwn(chat) || numberFor(bot.id, chat, message) !== undefined) return;
  message.idsForBots = { ...message.idsForBots, [String(bot.id)]: nextNumber(bot) };
}

/** The bot's own count, which serves private chats and basic groups. */
export function nextNumber(bot: BotRecord): number {
  const id = bot.nextMessageId;
  bot.nextMessageId += 1;
  return id;
}

export function findMessage(botId: number, chat: AnyChat, number: number): MessageRecord | undefined {
  return chat.messages.findLast((one) => numberFor(botId, chat, one) === number);
}

/** Basic groups are kept once for everybody in them; supergroups and channels have one count for all. */
function hasNumbersOfItsOwn(chat: AnyChat): boolean {
  return isShared(chat) && chat.type === 'group';
}
