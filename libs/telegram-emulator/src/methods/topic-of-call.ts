import type { MethodCall } from '../calls/method';
import { badRequest } from '../calls/refusal';
import { isShared, may, memberOf, type AnyChat } from '../world/membership';

/**
 * The topic to write to; undefined is General. In groups without topics the parameter means nothing; General itself has the number 1 but
 * takes no messages by it (telegram-bot-api, Client.cpp). Private chats could have topics, but none has here.
 */
export function topicOfCall({ params, bot }: MethodCall, chat: AnyChat): number | undefined {
  const id = params.integer('message_thread_id');
  if (id === null || id === 0) return undefined;
  if (!isShared(chat)) throw badRequest('message thread not found');
  if (!chat.isForum) return undefined;
  const topic = chat.topics.find((one) => one.id === id);
  if (!topic) throw badRequest('message thread not found');
  const mayEnter = topic.isClosed !== true || topic.createdBy === bot.id || may(memberOf(chat, bot.id), 'can_manage_topics');
  if (!mayEnter) throw badRequest('TOPIC_CLOSED');
  return id;
}
