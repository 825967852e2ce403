import type { MethodCall } from '../calls/method';
import { badRequest, Refusal } from '../calls/refusal';
import { isPresent, isShared, memberOf, may, type AnyChat } from '../world/membership';
import { findMessage } from '../world/message-numbers';
import type { MessageRecord } from '../world/message-record';
import type { BotRecord, ChatRecord } from '../world/records';
import type { World } from '../world/world';
import type { SharedChatRecord } from '../world/shared-chat-records';
import { findSharedChat, refuseOutOfReach, type Access } from './chat-access';

/** The chat that `chat_id`, or another parameter, names, if this bot knows it and may do this there. */
export function knownChat(call: MethodCall, access: Access, parameter = 'chat_id'): AnyChat {
  return chatByText(call, access, call.params.text(parameter));
}

/** The same for an id or @name that stands somewhere else. */
export function chatByText({ world, bot }: MethodCall, access: Access, text: string): AnyChat {
  const id = chatId(text);
  const shared = findSharedChat(world, bot, id);
  if (shared) {
    refuseOutOfReach(bot, shared, access);
    return shared;
  }
  const chat = world.findChat(bot.id, Number(id));
  if (chat?.met !== true) throw badRequest('chat not found');
  return chat;
}

/** The same for what makes sense only in a chat that several share. @throws Refusal with these words in a private chat. */
export function knownSharedChat(call: MethodCall, access: Access, wordsInPrivate: string): SharedChatRecord {
  const chat = knownChat(call, access);
  if (!isShared(chat)) throw badRequest(wordsInPrivate);
  return chat;
}

/** The chat to write to. Whoever never wrote to the bot, or blocked it, is out of its reach. */
export function chatToWriteTo({ world, bot, params }: MethodCall): AnyChat {
  const id = chatId(params.text('chat_id'));
  const shared = findSharedChat(world, bot, id);
  if (!shared) return personToWriteTo({ world, bot }, Number(id));
  refuseOutOfReach(bot, shared, 'write');
  return shared;
}

/** The message that a call means. @throws Refusal when the bot sees none: `message to edit` and the like say which it would be. */
export function messageOfCall({ bot, params }: MethodCall, chat: AnyChat, what: string): MessageRecord {
  const message = visibleMessage(bot, chat, params.integer('message_id') ?? 0);
  if (!message) throw badRequest(`${what} not found`);
  return message;
}

/** Messages of a supergroup or channel are seen from within only (telegram-bot-api, Client.cpp: have_message_access). */
export function visibleMessage(bot: BotRecord, chat: AnyChat, number: number): MessageRecord | undefined {
  const isInside = !isShared(chat) || chat.type === 'group' || isPresent(memberOf(chat, bot.id));
  return isInside && number > 0 ? findMessage(bot.id, chat, number) : undefined;
}

/** Of two bots in one chat each wrote its own; in a private chat there is only one. */
export function isOwn(botId: number, { from, senderId }: MessageRecord): boolean {
  return from === 'bot' && (senderId === undefined || senderId === botId);
}

function personToWriteTo({ world, bot }: Pick<MethodCall, 'world' | 'bot'>, id: number): ChatRecord {
  if (world.bots.has(id)) throw new Refusal(403, "Forbidden: bot can't send messages to bots");
  if (!world.people.has(id)) throw badRequest('chat not found');
  const chat = asksToJoin(world, bot, id) ? world.chat(bot.id, id) : world.findChat(bot.id, id);
  const isReachable = chat?.met === true || asksToJoin(world, bot, id);
  if (!chat || !isReachable) throw new Refusal(403, "Forbidden: bot can't initiate conversation with a user");
  if (chat.blocked) throw new Refusal(403, 'Forbidden: bot was blocked by the user');
  return chat;
}

const KNOCKING_SECONDS = 300;

/** Whoever asks to join can be written to for five minutes: https://core.telegram.org/bots/api#chatjoinrequest */
function asksToJoin(world: World, bot: BotRecord, personId: number): boolean {
  return [...world.sharedChats.values()].some(
    (chat) =>
      may(memberOf(chat, bot.id), 'can_invite_users') &&
      chat.joinRequests?.some(({ userId, date }) => userId === personId && world.unixTime - date <= KNOCKING_SECONDS),
  );
}

/** An id, or the @name of a public group or channel. */
function chatId(text: string): string {
  const id = text.trim();
  if (id === '') throw badRequest('chat_id is empty');
  if (!/^(?:-?\d{1,16}|@\w+)$/.test(id)) throw badRequest('chat not found');
  return id;
}
