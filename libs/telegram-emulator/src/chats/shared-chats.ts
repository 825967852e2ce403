import type { UpdateBox } from '../updates/update-box';
import { isAdmin, isPresent } from '../world/membership';
import type { MessageRecord, ServiceRecord } from '../world/message-record';
import type { SharedChatRecord, TopicRecord } from '../world/shared-chat-records';
import type { World } from '../world/world';
import { Doors } from './doors';
import { Memberships } from './memberships';
import { Posts, type Author } from './posts';

export interface NewChat extends Pick<SharedChatRecord, 'type' | 'title' | 'username' | 'isForum' | 'signsPosts'> {
  ownerId: number;
  /** Who is in it from the beginning, beside the owner. */
  memberIds: readonly number[];
}

const CREATED: Record<SharedChatRecord['type'], ServiceRecord> = {
  group: { group_chat_created: true },
  supergroup: { supergroup_chat_created: true },
  channel: { channel_chat_created: true },
};

type TopicIcon = Partial<Pick<TopicRecord, 'iconColor' | 'iconEmojiId'>>;

const TOPIC_COLOUR = 7_322_096;

/** The chats that several share: how they begin, move and end. */
export class SharedChats {
  readonly posts: Posts;
  readonly memberships: Memberships;
  readonly doors: Doors;

  constructor(
    private readonly world: World,
    updates: UpdateBox,
  ) {
    this.posts = new Posts(world, updates);
    this.memberships = new Memberships(world, updates, this.posts);
    this.doors = new Doors(world, updates, this.memberships, this.posts);
  }

  found({ ownerId, memberIds, ...profile }: NewChat): SharedChatRecord {
    const chat = this.world.addSharedChat(profile);
    chat.members.push({ userId: ownerId, status: 'creator' });
    const owner = { from: 'person' as const, senderId: ownerId };
    const newcomers = memberIds.map((id) => this.memberships.newcomer(id));
    // Only a basic group is created with its first members; into the others they come afterwards.
    if (chat.type === 'group') for (const newcomer of newcomers) this.memberships.change(chat, ownerId, newcomer);
    this.posts.addService(chat, owner, CREATED[chat.type]);
    if (chat.type !== 'group') for (const newcomer of newcomers) this.memberships.enter(chat, owner, newcomer);
    return chat;
  }

  /** Opens a channel for direct messages: a chat of its own, with the administrators of the channel (Bot API 9.2). */
  openDirectMessages(channel: SharedChatRecord): SharedChatRecord {
    const { title, members } = channel;
    const chat = this.world.addSharedChat({ type: 'supergroup', title, isForum: false, signsPosts: false });
    chat.directMessagesOf = channel.id;
    chat.members.push(...members.filter(isAdmin).map((member) => ({ ...member })));
    this.posts.announce('members', chat);
    return chat;
  }

  /**
   * A basic group becomes a supergroup: another id, message numbers from 1 on, the same people. Both chats say so, and every bot is told
   * that it is in the new one.
   */
  migrate(group: SharedChatRecord, ownerId: number): SharedChatRecord {
    const { title } = group;
    const chat = this.world.addSharedChat({ type: 'supergroup', title, isForum: false, signsPosts: false });
    this.posts.addService(group, { from: 'person', senderId: ownerId }, { migrate_to_chat_id: chat.id });
    group.migratedTo = chat.id;
    const [owner, ...others] = group.members
      .filter(isPresent)
      .sort((one, other) => Number(other.userId === ownerId) - Number(one.userId === ownerId));
    if (owner) chat.members.push(owner);
    for (const member of others) this.memberships.change(chat, ownerId, { ...member });
    this.posts.addService(chat, { from: 'person', senderId: ownerId, asChat: true }, { migrate_from_chat_id: group.id });
    return chat;
  }

  /** From now on the posts of the channel are brought to the group. */
  link(channel: SharedChatRecord, group: SharedChatRecord): void {
    channel.linkedChatId = group.id;
    group.linkedChatId = channel.id;
    this.posts.announce('members', channel);
    this.posts.announce('members', group);
  }

  dissolve(group: SharedChatRecord): void {
    group.deleted = true;
    this.posts.announce('members', group);
  }

  rename(chat: SharedChatRecord, author: Author, title: string): void {
    chat.title = title;
    this.posts.addService(chat, author, { new_chat_title: title });
  }

  /** The topic is known by the number of the message that tells of it. */
  createTopic(chat: SharedChatRecord, author: Author, name: string, icon: TopicIcon = {}): TopicRecord {
    const createdBy = author.senderId === undefined ? {} : { createdBy: author.senderId };
    const topic = { id: chat.nextMessageId, name, iconColor: TOPIC_COLOUR, ...icon, ...createdBy };
    chat.topics.push(topic);
    const emoji = icon.iconEmojiId === undefined ? {} : { icon_custom_emoji_id: icon.iconEmojiId };
    this.posts.addService(chat, author, { forum_topic_created: { name, icon_color: topic.iconColor, ...emoji } }, topic.id);
    return topic;
  }

  editTopic(chat: SharedChatRecord, author: Author, topic: TopicRecord, edit: { name?: string; iconEmojiId?: string }): void {
    const { name, iconEmojiId } = edit;
    Object.assign(topic, edit);
    if (iconEmojiId === '') delete topic.iconEmojiId;
    const shown = {
      ...(name !== undefined && { name }),
      ...(iconEmojiId !== undefined && { icon_custom_emoji_id: iconEmojiId }),
    };
    this.posts.addService(chat, author, { forum_topic_edited: shown }, topic.id);
  }

  /** Closes a topic, or opens it again. */
  closeTopic(chat: SharedChatRecord, author: Author, topic: TopicRecord, isClosed: boolean): void {
    if (isClosed) topic.isClosed = true;
    else delete topic.isClosed;
    this.posts.addService(chat, author, isClosed ? { forum_topic_closed: {} } : { forum_topic_reopened: {} }, topic.id);
  }

  /** The topic goes, and everything in it. */
  deleteTopic(chat: SharedChatRecord, { id }: TopicRecord): void {
    chat.topics = chat.topics.filter((topic) => topic.id !== id);
    chat.messages = chat.messages.filter(({ topicId }) => topicId !== id);
    this.posts.announce('deleted', chat);
  }

  pin(chat: SharedChatRecord, author: Author, message: MessageRecord): void {
    chat.pinned = [...chat.pinned.filter((id) => id !== message.messageId), message.messageId];
    this.posts.addService(chat, author, { pinned_message: message.messageId }, message.topicId);
  }
}
