import { mediaInBotApiForm } from '../files/media-form';
import { privateChatOf, sharedChatInBotApiForm, userInBotApiForm } from './bot-api-form';
import { contentsInBotApiForm } from './contents-form';
import { isShared, type AnyChat } from './membership';
import { numberFor } from './message-numbers';
import { senderInBotApiForm } from './message-sender';
import type { ForwardRecord, MessageRecord } from './message-record';
import { serviceInBotApiForm } from './service-form';
import type { SharedChatRecord } from './shared-chat-records';
import type { World } from './world';

export type ApiMessage = Record<string, unknown> & { message_id: number };

/** Whose eyes see it: in a basic group each bot has its own numbers. */
export interface Sight {
  world: World;
  botId: number;
}

/** A message as answers and updates carry it. A message it replies to is shown without its own reply, as Telegram does. */
export function messageInBotApiForm(sight: Sight, chat: AnyChat, message: MessageRecord, withReply = true): ApiMessage {
  const repliedTo = withReply ? chat.messages.find((one) => one.messageId === message.replyTo) : undefined;
  return {
    message_id: numberFor(sight.botId, chat, message) ?? message.messageId,
    ...senderInBotApiForm(sight.world, chat, message),
    chat: chatInBotApiForm(sight.world, chat),
    date: message.date,
    ...(message.editDate !== undefined && { edit_date: message.editDate }),
    ...(message.forward && { forward_origin: originOf(sight.world, message.forward) }),
    ...threadOf(sight.world, chat, message),
    ...(repliedTo && { reply_to_message: messageInBotApiForm(sight, chat, repliedTo, false) }),
    ...contentOf(sight, chat, message),
    ...(message.replyMarkup?.inline_keyboard && { reply_markup: message.replyMarkup }),
  };
}

export function chatInBotApiForm(world: World, chat: AnyChat): object {
  if (isShared(chat)) return sharedChatInBotApiForm(chat);
  const person = world.people.get(chat.personId);
  if (!person) throw new Error('This chat belongs to somebody who is not in the world');
  return privateChatOf(person);
}

function contentOf(sight: Sight, chat: AnyChat, message: MessageRecord): object {
  const { service, text, entities, media } = message;
  if (media) return mediaInBotApiForm(sight.botId, media, message);
  const contents = contentsInBotApiForm(message);
  if (contents) return contents;
  if (!service) return { text, ...(entities.length > 0 && { entities }) };
  const pinned = chat.messages.find((one) => one.messageId === service.pinned_message);
  return {
    ...serviceInBotApiForm(sight.world, service),
    ...(pinned && { pinned_message: messageInBotApiForm(sight, chat, pinned, false) }),
  };
}

/** General is never named. Where there are no topics, a reply belongs to the thread of what was written first. */
function threadOf(world: World, chat: AnyChat, message: MessageRecord): object {
  if (!isShared(chat) || chat.type !== 'supergroup') return {};
  if (chat.directMessagesOf !== undefined) return directMessagesTopic(world, message);
  if (chat.isForum) return message.topicId === undefined ? {} : { message_thread_id: message.topicId, is_topic_message: true };
  return message.replyTo === undefined ? {} : { message_thread_id: rootOf(chat, message.replyTo) };
}

/** https://core.telegram.org/bots/api#directmessagestopic */
function directMessagesTopic(world: World, { topicId }: MessageRecord): object {
  if (topicId === undefined) return {};
  return { direct_messages_topic: { topic_id: topicId, user: userInBotApiForm(world, topicId) } };
}

function rootOf(chat: SharedChatRecord, messageId: number): number {
  const before = chat.messages.find((one) => one.messageId === messageId)?.replyTo;
  return before === undefined ? messageId : rootOf(chat, before);
}

/** https://core.telegram.org/bots/api#messageorigin */
function originOf(world: World, { date, userId, chatId, messageId, signature }: ForwardRecord): object {
  const signed = signature === undefined ? {} : { author_signature: signature };
  const chat = chatId === undefined ? undefined : world.sharedChats.get(chatId);
  if (!chat) return { type: 'user', sender_user: userInBotApiForm(world, userId ?? 0), date };
  const form = sharedChatInBotApiForm(chat);
  if (chat.type === 'channel') return { type: 'channel', chat: form, message_id: messageId, ...signed, date };
  return { type: 'chat', sender_chat: form, ...signed, date };
}
