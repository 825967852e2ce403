import type { Entity } from '@app/formatting';
import type { Contents } from './contents';

/** One inline button as the bot described it. */
export interface InlineButton {
  text: string;
  callback_data?: string;
  url?: string;
  [field: string]: unknown;
}

/** The keyboards a bot can attach; in Bot API form. */
export interface ReplyMarkup {
  inline_keyboard?: InlineButton[][];
  [field: string]: unknown;
}

export interface MessageRecord extends Contents {
  messageId: number;
  /** In a basic group every bot counts for itself: the numbers by which those bots know it that heard of it. */
  idsForBots?: Record<string, number>;
  from: 'person' | 'bot';
  /** Which person or bot; in a private chat there is only one of each. */
  senderId?: number;
  /** It stands there in the name of the chat: by an anonymous administrator, or as the post of a channel. */
  asChat?: true;
  /** It stands in a group in the name of this channel. */
  asChannel?: number;
  /** It came by itself from the channel that is linked to the group. */
  isAutomaticForward?: true;
  signature?: string;
  /** Seconds since 1970, as in the Bot API. */
  date: number;
  editDate?: number;
  /** The text, or the caption of a file. */
  text: string;
  entities: Entity[];
  replyTo?: number;
  replyMarkup?: ReplyMarkup;
  /** The topic of a forum; without it, General. */
  topicId?: number;
  service?: ServiceRecord;
  forward?: ForwardRecord;
  /** Emoji by the id of who reacted. */
  reactions?: Record<string, string[]>;
  /** The ledger number of the call that made the message. */
  callId?: number;
}

/** What a service message tells, by the field that carries it in the Bot API; people and messages by their ids. */
export interface ServiceRecord {
  new_chat_members?: number[];
  left_chat_member?: number;
  new_chat_title?: string;
  group_chat_created?: true;
  supergroup_chat_created?: true;
  channel_chat_created?: true;
  migrate_to_chat_id?: number;
  migrate_from_chat_id?: number;
  pinned_message?: number;
  forum_topic_created?: { name: string; icon_color: number; icon_custom_emoji_id?: string };
  forum_topic_edited?: { name?: string; icon_custom_emoji_id?: string };
  forum_topic_closed?: Record<string, never>;
  forum_topic_reopened?: Record<string, never>;
}

/** Where a forwarded message comes from. https://core.telegram.org/bots/api#messageorigin */
export interface ForwardRecord {
  date: number;
  userId?: number;
  /** The chat in whose name it was written, and there its number. */
  chatId?: number;
  messageId?: number;
  signature?: string;
}
