import type { FileRecord } from '../files/file-record';
import type { MessageRecord } from './message-record';
import type { SharedChatRecord } from './shared-chat-records';

export interface BotCommand {
  command: string;
  description: string;
}

export interface WebhookRecord {
  url: string;
  secretToken: string;
  maxConnections: number;
  ipAddress: string;
  /** The PEM that came along. */
  certificate?: string;
  lastErrorDate?: number;
  lastErrorMessage?: string;
}

export type UpdateKind =
  | 'message'
  | 'edited_message'
  | 'channel_post'
  | 'edited_channel_post'
  | 'message_reaction'
  | 'message_reaction_count'
  | 'callback_query'
  | 'poll'
  | 'poll_answer'
  | 'my_chat_member'
  | 'chat_member'
  | 'chat_join_request';

/** An update that waits for its bot. */
export interface StoredUpdate {
  id: number;
  kind: UpdateKind;
  payload: unknown;
  /** Updates of one queue are delivered one after the other. */
  queue: string;
  expiresAtMs: number;
}

/** What a bot says of itself, by the field of the Bot API. */
export type ProfileText = 'name' | 'description' | 'short_description';

/** https://core.telegram.org/bots/api#menubutton */
export interface MenuButton {
  type: 'default' | 'commands' | 'web_app';
  text?: string;
  web_app?: { url: string };
}

export interface BotRecord {
  id: number;
  token: string;
  username: string;
  name: string;
  revoked: boolean;
  /** It called logOut and may not come back before this time. */
  loggedOutUntilMs?: number;
  /** Its privacy mode is off: in groups that it joins from now on it reads everything. */
  readsAllMessages?: boolean;
  nextUpdateId: number;
  lastUpdateAtMs?: number;
  nextMessageId: number;
  webhook: WebhookRecord | null;
  /** Null is Telegram's default set. */
  allowedUpdates: string[] | null;
  /** By scope and language. */
  commands: Record<string, BotCommand[]>;
  pending: Map<number, StoredUpdate>;
  /** By which paths it downloads files: `file_unique_id` by path. */
  filePaths?: Record<string, string>;
  /** By language. */
  profile?: Partial<Record<ProfileText, Record<string, string>>>;
  /** By the person's id; `default` counts for all others. */
  menuButtons?: Record<string, MenuButton>;
}

export interface PersonRecord {
  key: string;
  id: number;
  firstName: string;
  lastName?: string;
  username?: string;
  languageCode?: string;
  /** What a shared contact says; otherwise one of Telegram's test numbers. */
  phoneNumber?: string;
}

/** The private chat of one bot and one person. */
export interface ChatRecord {
  botId: number;
  personId: number;
  /** The person wrote or pressed start: from then on the bot may write. */
  met: boolean;
  blocked: boolean;
  instance: string;
  messages: MessageRecord[];
  /** Newest last. */
  pinned?: number[];
}

export interface CallbackRecord {
  id: string;
  botId: number;
  personId: number;
  /** The chat that several share in which the button was pressed. */
  chatId?: number;
  messageId: number;
  askedAtMs: number;
  answer?: CallbackAnswer;
}

/** What a bot showed in return for a pressed button. */
export interface CallbackAnswer {
  text?: string;
  showAlert?: boolean;
  url?: string;
}

/** The world as plain data, as it is written to a file. Version 1 knew private chats only, version 2 no files. */
export interface WorldSnapshot {
  version: 1 | 2 | 3;
  random: number;
  bots: (Omit<BotRecord, 'pending'> & { pending: StoredUpdate[] })[];
  people: PersonRecord[];
  chats: ChatRecord[];
  sharedChats?: SharedChatRecord[];
  callbacks: CallbackRecord[];
  files?: FileRecord[];
}
