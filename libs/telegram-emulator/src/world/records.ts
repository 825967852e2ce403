import type { Entity } from '../entities/entity';

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

export interface BotCommand {
  command: string;
  description: string;
}

export interface WebhookRecord {
  url: string;
  secretToken: string;
  maxConnections: number;
  ipAddress: string;
  lastErrorDate?: number;
  lastErrorMessage?: string;
}

export type UpdateKind = 'message' | 'edited_message' | 'callback_query' | 'my_chat_member';

/** An update that waits for its bot. */
export interface StoredUpdate {
  id: number;
  kind: UpdateKind;
  payload: unknown;
  /** Updates of one queue are delivered one after the other. */
  queue: string;
  expiresAtMs: number;
}

export interface BotRecord {
  id: number;
  token: string;
  username: string;
  name: string;
  revoked: boolean;
  nextUpdateId: number;
  nextMessageId: number;
  webhook: WebhookRecord | null;
  /** Null is Telegram's default set. */
  allowedUpdates: string[] | null;
  /** By scope and language. */
  commands: Record<string, BotCommand[]>;
  pending: Map<number, StoredUpdate>;
}

export interface PersonRecord {
  key: string;
  id: number;
  firstName: string;
  lastName?: string;
  username?: string;
  languageCode?: string;
}

export interface MessageRecord {
  messageId: number;
  from: 'person' | 'bot';
  /** Seconds since 1970, as in the Bot API. */
  date: number;
  editDate?: number;
  text: string;
  entities: Entity[];
  replyTo?: number;
  replyMarkup?: ReplyMarkup;
  /** The ledger number of the call that made the message. */
  callId?: number;
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
}

export interface CallbackRecord {
  id: string;
  botId: number;
  personId: number;
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

/** The world as plain data, as it is written to a file. */
export interface WorldSnapshot {
  version: 1;
  random: number;
  bots: (Omit<BotRecord, 'pending'> & { pending: StoredUpdate[] })[];
  people: PersonRecord[];
  chats: ChatRecord[];
  callbacks: CallbackRecord[];
}
