import type { MessageRecord } from './message-record';

export const ADMIN_RIGHTS = [
  'can_manage_chat',
  'can_change_info',
  'can_delete_messages',
  'can_invite_users',
  'can_restrict_members',
  'can_promote_members',
  'can_manage_video_chats',
  'can_post_stories',
  'can_edit_stories',
  'can_delete_stories',
  'can_pin_messages',
  'can_manage_topics',
  'can_post_messages',
  'can_edit_messages',
] as const;

/** What an administrator may do; a right of every administrator is `can_manage_chat`. */
export type AdminRight = (typeof ADMIN_RIGHTS)[number];

export const PERMISSIONS = [
  'can_send_messages',
  'can_send_audios',
  'can_send_documents',
  'can_send_photos',
  'can_send_videos',
  'can_send_video_notes',
  'can_send_voice_notes',
  'can_send_polls',
  'can_send_other_messages',
  'can_add_web_page_previews',
  'can_change_info',
  'can_invite_users',
  'can_pin_messages',
  'can_manage_topics',
] as const;

/** What a restricted member may still do. */
export type Permission = (typeof PERMISSIONS)[number];

export type MemberStatus = 'creator' | 'administrator' | 'member' | 'restricted' | 'left' | 'kicked';

/** A person or a bot in a chat, or who was there once. */
export interface MemberRecord {
  userId: number;
  status: MemberStatus;
  rights?: AdminRight[];
  customTitle?: string;
  permissions?: Permission[];
  /** When a ban or a restriction ends; seconds since 1970, without it never. */
  untilDate?: number;
  /** Restricted without being there. */
  isOutside?: true;
  /** Who made an administrator of it. */
  promotedBy?: number;
  /** A bot that joined while its privacy mode was off. Turning it off later changes nothing until the bot is added anew. */
  readsAll?: boolean;
}

export interface TopicRecord {
  /** The message that created it. General is 1 and stands in no list. */
  id: number;
  name: string;
  iconColor: number;
  iconEmojiId?: string;
  createdBy?: number;
  isClosed?: true;
}

/** https://core.telegram.org/bots/api#chatinvitelink */
export interface InviteLinkRecord {
  link: string;
  creatorId: number;
  createsJoinRequest: boolean;
  isPrimary: boolean;
  isRevoked: boolean;
  name?: string;
  /** Seconds since 1970. */
  expireDate?: number;
  memberLimit?: number;
  /** Who came by it. */
  joinedIds: number[];
}

/** Somebody waits to be let in. */
export interface JoinRequestRecord {
  userId: number;
  date: number;
  link: string;
}

/** A group, a supergroup or a channel: one chat for everybody in it. */
export interface SharedChatRecord {
  id: number;
  type: 'group' | 'supergroup' | 'channel';
  title: string;
  username?: string;
  isForum: boolean;
  /** Channels: posts carry the name of their author. */
  signsPosts: boolean;
  members: MemberRecord[];
  topics: TopicRecord[];
  messages: MessageRecord[];
  nextMessageId: number;
  /** Newest last. */
  pinned: number[];
  instance: string;
  description?: string;
  /** What members may do; everything as long as nobody said otherwise. */
  permissions?: Permission[];
  inviteLinks?: InviteLinkRecord[];
  joinRequests?: JoinRequestRecord[];
  /** Of a channel the group in which its posts are discussed, of such a group the channel. */
  linkedChatId?: number;
  /** The channel whose direct messages stand here, in a topic for each writer, whose number is the writer's id. */
  directMessagesOf?: number;
  /** Who is no administrator sees only those who are. */
  hidesMembers?: true;
  migratedTo?: number;
  deleted?: boolean;
}
