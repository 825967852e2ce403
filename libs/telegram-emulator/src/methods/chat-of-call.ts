import type { MethodCall } from '../calls/method';
import { badRequest, Refusal } from '../calls/refusal';
import type { ChatRecord, MessageRecord } from '../world/records';

/** The chat that `chat_id` names, if this bot knows it. */
export function metChat({ world, bot, params }: MethodCall): ChatRecord {
  const id = chatId(params.text('chat_id'));
  const chat = world.findChat(bot.id, id);
  if (chat?.met !== true) throw badRequest('chat not found');
  return chat;
}

/** The chat to write to. Whoever never wrote to the bot, or blocked it, is out of its reach. */
export function chatToWriteTo({ world, bot, params }: MethodCall): ChatRecord {
  const id = chatId(params.text('chat_id'));
  if (world.bots.has(id)) throw new Refusal(403, "Forbidden: bot can't send messages to bots");
  if (!world.people.has(id)) throw badRequest('chat not found');
  const chat = world.findChat(bot.id, id);
  if (chat?.met !== true) throw new Refusal(403, "Forbidden: bot can't initiate conversation with a user");
  if (chat.blocked) throw new Refusal(403, 'Forbidden: bot was blocked by the user');
  return chat;
}

/** A message of the chat that the bot itself wrote. */
export function ownMessage({ params }: MethodCall, chat: ChatRecord): MessageRecord {
  const messageId = params.integer('message_id');
  if (messageId === null || messageId === 0) throw badRequest('message identifier is not specified');
  const message = findMessage(chat, messageId);
  if (!message) throw badRequest('message to edit not found');
  if (message.from !== 'bot') throw badRequest("message can't be edited");
  return message;
}

export function findMessage(chat: ChatRecord, messageId: number): MessageRecord | undefined {
  return chat.messages.findLast((one) => one.messageId === messageId);
}

/** Names of chats are of no use in private chats: only public groups and channels have them. */
function chatId(text: string): number {
  if (text.trim() === '') throw badRequest('chat_id is empty');
  if (!/^-?\d{1,16}$/.test(text.trim())) throw badRequest('chat not found');
  return Number(text);
}
