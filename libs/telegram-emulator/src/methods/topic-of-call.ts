import type { MethodCall } from '../calls/method';
import { badRequest } from '../calls/refusal';
import { isShared, may, memberOf, type AnyChat } from '../world/membership';
import type { SharedChatRecord } from '../world/shared-chat-records';

/**
 * The topic to write to; undefined is General. In groups without topics the parameter means nothing; General itself has the number 1 but
 * takes no messages by it (telegram-bot-api, Client.cpp). Private chats could have topics, but none has here.
 */
export function topicOfCall(call: MethodCall, chat: AnyChat): number | undefined {
  if (isShared(chat) && chat.directMessagesOf !== undefined) return directMessagesTopicOfCall(call, chat);
  if (call.params.has('direct_messages_topic_id')) throw badRequest('chat is not a channel direct messages chat');
  return forumTopicOfCall(call, chat);
}

function forumTopicOfCall({ params, bot }: MethodCall, chat: AnyChat): number | undefined {
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

/** The topic of whoever has written to the channel; there is no writing without one (td, MessageTopic.cpp: get_message_topic). */
function directMessagesTopicOfCall({ params }: MethodCall, chat: SharedChatRecord): number {
  const id = params.integer('direct_messages_topic_id') ?? 0;
  if (id < 1) throw badRequest('channel direct messages topic must be specified');
  if (!chat.messages.some(({ topicId }) => topicId === id)) throw badRequest('topic not found');
  return id;
}
