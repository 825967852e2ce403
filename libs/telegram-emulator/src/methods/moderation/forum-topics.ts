import type { Method, MethodCall } from '../../calls/method';
import { badRequest } from '../../calls/refusal';
import { may, memberOf } from '../../world/membership';
import type { SharedChatRecord, TopicRecord } from '../../world/shared-chat-records';
import { chatToManage, refuseWithoutRight } from './moderated-chat';

const LONGEST_NAME = 128;

/** https://core.telegram.org/bots/api#createforumtopic */
export const createForumTopic: Method = {
  name: 'createForumTopic',
  run: (call) => {
    const chat = forumOfCall(call);
    refuseWithoutRight(call, chat, 'can_manage_topics', 'not enough rights to create a topic');
    const name = nameOf(call);
    const color = call.params.integer('icon_color');
    if (color !== null && (color < 0 || color > 0xff_ffff)) throw badRequest('invalid icon color specified');
    const emoji = call.params.text('icon_custom_emoji_id');
    const icon = { ...(color !== null && { iconColor: color }), ...(emoji !== '' && { iconEmojiId: emoji }) };
    return topicForm(call.bots.sharedChats.createTopic(chat, author(call), name, icon));
  },
};

/** https://core.telegram.org/bots/api#editforumtopic */
export const editForumTopic: Method = {
  name: 'editForumTopic',
  run: (call) => {
    const chat = forumOfCall(call);
    const topic = topicToManage(call, chat, 'not enough rights to edit the topic');
    const [hasName, hasIcon] = [call.params.has('name'), call.params.given('icon_custom_emoji_id')];
    if (!hasName && !hasIcon) return true;
    const edit = {
      ...(hasName && { name: nameOf(call) }),
      ...(hasIcon && { iconEmojiId: call.params.text('icon_custom_emoji_id') }),
    };
    if (edit.name === topic.name && edit.iconEmojiId === undefined) throw badRequest('TOPIC_NOT_MODIFIED');
    call.bots.sharedChats.editTopic(chat, author(call), topic, edit);
    return true;
  },
};

/** https://core.telegram.org/bots/api#closeforumtopic */
export const closeForumTopic: Method = {
  name: 'closeForumTopic',
  run: (call) => toggle(call, true),
};

/** https://core.telegram.org/bots/api#reopenforumtopic */
export const reopenForumTopic: Method = {
  name: 'reopenForumTopic',
  run: (call) => toggle(call, false),
};

/** https://core.telegram.org/bots/api#deleteforumtopic */
export const deleteForumTopic: Method = {
  name: 'deleteForumTopic',
  run: (call) => {
    const chat = forumOfCall(call);
    const id = topicId(call);
    refuseWithoutRight(call, chat, 'can_delete_messages', 'not enough rights to delete the topic');
    call.bots.sharedChats.deleteTopic(chat, topicIn(chat, id));
    return true;
  },
};

function toggle(call: MethodCall, isClosed: boolean): true {
  const chat = forumOfCall(call);
  const topic = topicToManage(call, chat, 'not enough rights to close or open the topic');
  if ((topic.isClosed === true) === isClosed) throw badRequest('TOPIC_NOT_MODIFIED');
  call.bots.sharedChats.closeTopic(chat, author(call), topic, isClosed);
  return true;
}

/** TDLib, ForumTopicManager::is_forum. */
function forumOfCall(call: MethodCall): SharedChatRecord {
  const chat = chatToManage(call, 'the chat is not a forum', ['supergroup']);
  if (!chat.isForum) throw badRequest('the chat is not a forum');
  return chat;
}

function topicId({ params }: MethodCall): number {
  const id = params.integer('message_thread_id');
  if (id === null || id <= 0) throw badRequest('invalid forum topic identifier specified');
  return id;
}

function topicIn(chat: SharedChatRecord, id: number): TopicRecord {
  const topic = chat.topics.find((one) => one.id === id);
  if (!topic) throw badRequest('TOPIC_ID_INVALID');
  return topic;
}

/** A bot manages the topics it made itself, and with the right for it all. */
function topicToManage(call: MethodCall, chat: SharedChatRecord, words: string): TopicRecord {
  const topic = topicIn(chat, topicId(call));
  const isAllowed = topic.createdBy === call.bot.id || may(memberOf(chat, call.bot.id), 'can_manage_topics');
  if (!isAllowed) throw badRequest(words);
  return topic;
}

function nameOf({ params }: MethodCall): string {
  const name = [...params.text('name').trim()].slice(0, LONGEST_NAME).join('');
  if (name === '') throw badRequest('name must be non-empty');
  return name;
}

function author({ bot }: MethodCall): { from: 'bot'; senderId: number } {
  return { from: 'bot', senderId: bot.id };
}

function topicForm({ id, name, iconColor, iconEmojiId }: TopicRecord): object {
  const icon = iconEmojiId === undefined ? {} : { icon_custom_emoji_id: iconEmojiId };
  return { message_thread_id: id, name, icon_color: iconColor, ...icon };
}
