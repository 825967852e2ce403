import { isAdmin, isPresent, memberOf } from '../world/membership';
import type { MessageRecord } from '../world/message-record';
import type { BotRecord } from '../world/records';
import type { SharedChatRecord } from '../world/shared-chat-records';

/**
 * Whether a bot is told of a message. In groups a bot in privacy mode, which is no administrator, hears only what is meant for it:
 * https://core.telegram.org/bots/faq#what-messages-will-my-bot-get
 */
export function hears(bot: BotRecord, chat: SharedChatRecord, message: MessageRecord): boolean {
  const member = memberOf(chat, bot.id);
  if (!isPresent(member)) return false;
  if (message.service) return true;
  const isOwn = message.from === 'bot' && message.senderId === bot.id;
  if (chat.type === 'channel') return !isOwn;
  if (message.from === 'bot') return false; // bots do not hear each other
  return member.readsAll === true || isAdmin(member) || isMeantFor(bot, chat, message);
}

/** A command with its name, a command without one as long as no other bot has spoken since, an answer to what it wrote. */
function isMeantFor(bot: BotRecord, chat: SharedChatRecord, message: MessageRecord): boolean {
  const commands = message.entities
    .filter(({ type }) => type === 'bot_command')
    .map(({ offset, length }) => message.text.slice(offset, offset + length).toLowerCase());
  if (commands.some((command) => command.endsWith(`@${bot.username.toLowerCase()}`))) return true;
  if (commands.some((command) => !command.includes('@')) && lastBotIn(chat) === bot.id) return true;
  const target = chat.messages.find((one) => one.messageId === message.replyTo);
  return target?.from === 'bot' && target.senderId === bot.id;
}

function lastBotIn(chat: SharedChatRecord): number | undefined {
  return chat.messages.findLast(({ from, service }) => from === 'bot' && !service)?.senderId;
}
