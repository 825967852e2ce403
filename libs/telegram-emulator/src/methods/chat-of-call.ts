import type { MethodCall } from '../calls/method';
import { badRequest, Refusal } from '../calls/refusal';
import { isShared, memberOf, may, type AnyChat } from '../world/membership';
import { findMessage } from '../world/message-numbers';
import type { MessageRecord } from '../world/message-record';
import type { BotRecord, ChatRecord } from '../world/records';
import type { SendableKind } from '../world/send-permissions';
import type { World } from '../world/world';
import type { SharedChatRecord } from '../world/shared-chat-records';
import { findSharedChat, refuseNoWriting, refuseOutOfSight } from './chat-access';

/** The chat that `chat_id`, or another parameter, names, if this bot knows it. */
export function knownChat(call: MethodCall, parameter = 'chat_id'): AnyChat {
  return chatByText(call, call.params.text(parameter), parameter);
}

/** The same for an id or @name that stands somewhere else. */
export function chatByText({ world, bot }: MethodCall, text: string, parameter = 'chat_id'): AnyChat {
  const id = chatId(text, parameter);
  const shared = findSharedChat(world, bot, id);
  if (shared) {
    refuseOutOfSight(bot, shared);
    return shared;
  }
  const chat = world.findChat(bot.id, Number(id));
  if (chat?.met !== true) throw badRequest('chat not found');
  return chat;
}

/** The same for what makes sense only in a chat that several share. @throws Refusal with these words in a private chat. */
export function knownSharedChat(call: MethodCall, wordsInPrivate: string): SharedChatRecord {
  const chat = knownChat(call);
  if (!isShared(chat)) throw badRequest(wordsInPrivate);
  return chat;
}

/**
 * The chat to write to. Whoever never wrote to the bot, or blocked it, is out of its reach. Files and polls have permissions of their own,
 * which are not looked at here.
 */
export function chatToWriteTo({ world, bot, params }: MethodCall, kind: SendableKind = 'other'): AnyChat {
  const id = chatId(params.text('chat_id'), 'chat_id');
  const shared = findSharedChat(world, bot, id);
  if (!shared) return personToWriteTo({ world, bot }, Number(id));
  refuseNoWriting(bot, shared, kind);
  return shared;
}

/** A message of the chat that the bot may edit: its own, or in a channel with the right for it any. */
export function editableMessage({ bot, params }: MethodCall, chat: AnyChat): MessageRecord {
  const message = findMessage(bot.id, chat, messageNumber(params.integer('message_id')));
  if (!message) throw badRequest('message to edit not found');
  if (message.service || message.forward || !(isOwn(bot.id, message) || mayEditAll(bot.id, chat))) {
    throw badRequest("message can't be edited");
  }
  return message;
}

/** Of two bots in one chat each wrote its own; in a private chat there is only one. */
export function isOwn(botId: number, { from, senderId }: MessageRecord): boolean {
  return from === 'bot' && (senderId === undefined || senderId === botId);
}

export function messageNumber(given: number | null): number {
  if (given === null || given === 0) throw badRequest('message identifier is not specified');
  return given;
}

function mayEditAll(botId: number, chat: AnyChat): boolean {
  return isShared(chat) && chat.type === 'channel' && may(memberOf(chat, botId), 'can_edit_messages');
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
function chatId(text: string, parameter: string): string {
  const id = text.trim();
  if (id === '') throw badRequest(`${parameter} is empty`);
  if (!/^(?:-?\d{1,16}|@\w+)$/.test(id)) throw badRequest('chat not found');
  return id;
}
