/** What the JSON API of the sandbox answers, field by field. Types only: the page in the browser is checked against them as well. */

export interface BotView {
  id: number;
  username: string;
  name: string;
}

export interface PersonView {
  key: string;
  id: number;
  name: string;
  username?: string;
  languageCode?: string;
}

export interface TopicView {
  id: number;
  name: string;
  isClosed?: true;
}

export type MemberStatus = 'creator' | 'administrator' | 'member' | 'restricted' | 'left' | 'kicked';

export interface MemberView {
  id: number;
  name: string;
  username?: string;
  isBot: boolean;
  status: MemberStatus;
  /** Of an administrator. */
  rights?: readonly string[];
  customTitle?: string;
  /** Of somebody restricted. */
  permissions?: readonly string[];
}

export interface SharedChatView {
  id: number;
  type: 'group' | 'supergroup' | 'channel';
  title: string;
  username?: string;
  isForum: boolean;
  topics: TopicView[];
  members: MemberView[];
  /** Who asks to be let in. */
  joinRequests: { id: number; name: string }[];
}

export interface WorldView {
  bots: BotView[];
  people: PersonView[];
  chats: SharedChatView[];
  /** Every right an administrator can have, every permission somebody restricted can keep. */
  rights: readonly string[];
  permissions: readonly string[];
}

/** One line of a person's list of chats. */
export interface ChatLine {
  /** How the chat is named in addresses: the username of a bot, or the id of a chat that several share. */
  ref: string;
  kind: 'private' | 'group' | 'supergroup' | 'channel';
  title: string;
  isForum: boolean;
  /** What the person is there; in a private chat always a member. */
  status: MemberStatus;
  last?: { messageId: number; date: number; author?: string; text: string; isMine: boolean };
}

export interface EntityView {
  type: string;
  offset: number;
  length: number;
  url?: string;
  language?: string;
}

export interface ButtonView {
  text: string;
  callback_data?: string;
  url?: string;
  [field: string]: unknown;
}

export interface MarkupView {
  inline_keyboard?: ButtonView[][];
  [field: string]: unknown;
}

/** A file in a message; its bytes are at `url`. */
export interface MediaView {
  kind: 'photo' | 'video' | 'animation' | 'audio' | 'document' | 'voice' | 'video_note' | 'sticker';
  url: string;
  name?: string;
  size: number;
  mimeType?: string;
  /** Pixels. */
  width?: number;
  height?: number;
  /** Messages of one album have the same. */
  groupId?: string;
  spoiler?: true;
}

export interface PollView {
  question: string;
  type: 'regular' | 'quiz';
  isAnonymous: boolean;
  isClosed: boolean;
  allowsMultipleAnswers: boolean;
  allowsRevoting: boolean;
  options: { text: string; votes: number; isMine: boolean; isRight?: boolean }[];
  voters: number;
  explanation?: string;
}

/** What a message can hold beside a text and a file. */
export interface ContentsView {
  poll?: PollView;
  location?: { latitude: number; longitude: number; title?: string; address?: string };
  contact?: { name: string; phoneNumber: string };
  dice?: { emoji: string; value: number };
}

export interface MessageView extends ContentsView {
  messageId: number;
  from: 'person' | 'bot';
  isMine: boolean;
  /** Whoever reads it sees this name; empty in the words of a service message. */
  author: string;
  authorId?: number;
  /** In the name of the chat: an anonymous administrator, or a post of a channel. */
  asChat?: true;
  /** In the name of this channel. */
  asChannel?: number;
  signature?: string;
  date: number;
  editDate?: number;
  /** The text, or the caption of the file. */
  text: string;
  entities: readonly EntityView[];
  media?: MediaView;
  replyTo?: { messageId: number; author: string; text: string };
  replyMarkup?: MarkupView;
  topicId?: number;
  /** What a service message tells, in words. */
  service?: string;
  forwardedFrom?: string;
  reactions?: { emoji: string; count: number; isMine: boolean }[];
  /** The call that made it: GET /api/calls/{callId}. */
  callId?: number;
}

export interface CommandView {
  command: string;
  description: string;
  /** Which bot offers it. */
  bot: string;
}

/** The keyboard in place of the letters, or what a bot wants to be answered. */
export interface KeyboardView {
  messageId: number;
  rows: { text: string; asks?: 'contact' | 'location' }[][];
  isOneTime: boolean;
  placeholder?: string;
  forceReply: boolean;
}

/** A chat as one person has it open. */
export interface ChatView extends ChatLine {
  username?: string;
  /** What a bot or a chat says of itself. */
  description?: string;
  botId?: number;
  blocked: boolean;
  rights: readonly string[];
  topics: TopicView[];
  memberCount: number;
  pinned: { messageId: number; text: string }[];
  keyboard?: KeyboardView;
  commands: CommandView[];
  messages: MessageView[];
  hasEarlier: boolean;
}

export interface BotDetails extends BotView {
  token: string;
  revoked: boolean;
  /** In groups it hears only what is meant for it. */
  privacy: boolean;
  webhookUrl: string | null;
  pendingUpdates: number;
  lastErrorDate?: number;
  lastErrorMessage?: string;
}

export interface FaultView {
  id: number;
  words: string;
  hits: number;
  /** Milliseconds since 1970; without it, until it is cleared or used up. */
  untilMs?: number;
}

export interface CallView {
  seq: number;
  at: number;
  bot: string | null;
  method: string;
  params: Readonly<Record<string, unknown>>;
  status: number | null;
  answer: unknown;
  fault?: string;
  milliseconds: number | null;
}

export interface UpdateView {
  bot: string;
  updateId: number;
  isPending: boolean;
  update: Readonly<Record<string, unknown>>;
  /** What the webhook answered, attempt by attempt. */
  deliveries: { at: number; status: number | null; error?: string }[];
}

/** What crossed the wire for one message. */
export interface RawView {
  call?: CallView;
  updates: UpdateView[];
}

/** What an open page hears. */
export type PageEvent =
  /** These have to be read again: `world`, `bots`, `faults`, `calls`, `private:<bot id>:<person id>`, `shared:<chat id>`. */
  | { type: 'changed'; topics: string[] }
  /** What a bot showed for a pressed button. */
  | { type: 'answer'; key: string; ref: string; messageId: number; text?: string; showAlert?: boolean; url?: string }
  /** A bot says that it is doing something. */
  | { type: 'action'; topic: string; bot: string; action: string };
