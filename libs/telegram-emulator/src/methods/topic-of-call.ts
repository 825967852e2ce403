import type { MethodCall } from '../calls/method';
import { badRequest } from '../calls/refusal';
import { isShared, type AnyChat } from '../world/membership';

/**
 * The topic to write to; undefined is General. Where there are no topics the parameter means nothing; General itself has the number 1 but
 * takes no messages by it (telegram-bot-api, Client.cpp).
 */
export function topicOfCall({ params }: MethodCall, chat: AnyChat): number | undefined {
  const id = params.integer('message_thread_id');
  if (id === null || id === 0 || !isShared(chat) || !chat.isForum) return undefined;
  if (!chat.topics.some((topic) => topic.id === id)) throw badRequest('message thread not found');
  return id;
}
