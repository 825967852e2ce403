import { Column, Entity, PrimaryColumn, VirtualColumn } from 'typeorm';
import { safeInteger, safeIntegers } from '@app/platform';

/**
 * `queued → sending → sent | failed | uncertain | expired | cancelled`, and back from `sending` to `queued` when a call
 * certainly was not carried out, or is to be made once more.
 */
export type MessageStatus = 'queued' | 'sending' | 'sent' | 'failed' | 'uncertain' | 'expired' | 'cancelled';

/** What to do when Telegram's answer is lost: send once more and risk a second copy, or leave it and say so. */
export type DeliveryPolicy = 'at_least_once' | 'at_most_once';

/** Formatting that cannot be read, or is more than Telegram takes: send without it, or fail. */
export type FormattingFallback = 'plain' | 'fail';

/** What Telegram does not take as a photo: send it once more as a document, or fail. */
export type PhotoFallback = 'document' | 'fail';

/** What can be sent. */
export const CONTENT_TYPES = [
  'text',
  'photo',
  'document',
  'audio',
  'video',
  'voice',
  'animation',
  'sticker',
  'location',
  'contact',
  'media_group',
] as const;
export type ContentType = (typeof CONTENT_TYPES)[number];

/** What can be done with what was sent. */
export const ACT_TYPES = ['edit', 'delete', 'pin', 'unpin'] as const;
export type ActType = (typeof ACT_TYPES)[number];

/** `call` is anything else that a bot does by itself. */
export type MessageType = ContentType | ActType | 'call';

/** One of several calls that a message takes, complete but for the chat. */
export interface Part {
  readonly method: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Why a queued message is not on its way yet, as far as it was tried. */
export type WaitingFor = 'telegram_unreachable' | 'rate_limit' | 'bot_token' | 'second_try' | 'next_try';

/** Replies to people go before messages of systems, and those before broadcasts. */
export const PRIORITY = { reply: 0, message: 1, broadcast: 2 } as const;

/** A call of the Bot API that leaves the house: a message, an edit, or the answer to a button. */
@Entity('messages')
export class Message {
  @PrimaryColumn('uuid')
  id!: string;

  /** Rises in the order in which messages were accepted. */
  @Column({ type: 'bigint', transformer: safeInteger, insert: false, update: false })
  seq!: number;

  @Column('uuid')
  botId!: string;

  @Column('uuid')
  chatId!: string;

  /** For whom it was sent; null for what a bot answers by itself. */
  @Column('uuid', { nullable: true })
  accountId!: string | null;

  @Column('uuid', { nullable: true })
  botTokenId!: string | null;

  @Column('smallint')
  priority!: number;

  /** Telegram's id of the person, or of the chat in whose name somebody writes, that a bot answers; null as soon as it has. */
  @Column({ type: 'bigint', nullable: true, transformer: safeInteger })
  answerTo!: number | null;

  /** The method of the Bot API. */
  @Column('text')
  method!: string;

  @Column('text')
  type!: MessageType;

  @Column('text', { nullable: true })
  text!: string | null;

  /** The other parameters of the call, without chat and text. */
  @Column('jsonb')
  payload!: Record<string, unknown>;

  /** The calls that it takes, if it takes several. */
  @Column('jsonb', { nullable: true })
  parts!: readonly Part[] | null;

  /** How many of its parts are sent, until the last is. */
  @Column('integer')
  part!: number;

  /** The uploads that it carries. */
  @Column('uuid', { array: true })
  fileIds!: string[];

  /** The message that it answers, or with which it does something. */
  @Column('uuid', { nullable: true })
  targetId!: string | null;

  /** The message that was sent once more as this one. */
  @Column('uuid', { nullable: true })
  resendOf!: string | null;

  /** When its sender wants it to be sent; null for at once. */
  @Column('timestamptz', { nullable: true })
  sendAt!: Date | null;

  /** It waits for that time, outside of its lane. */
  @Column('boolean')
  scheduled!: boolean;

  /** When it was expected to be sent, as its sender was told. */
  @Column('timestamptz', { nullable: true })
  estimatedAt!: Date | null;

  /** The sender's name, put before the text. */
  @Column('text', { nullable: true })
  heading!: string | null;

  /** In the database `queued` also while a call is under way. */
  @Column('text')
  status!: MessageStatus;

  /** When the call began that is under way, as the lane of its chat says; null while none is. */
  @VirtualColumn({
    type: 'timestamptz',
    query: (message) =>
      `select claimed_at from lanes where lanes.chat_id = ${message}.chat_id and lanes.message_id = ${message}.id`,
  })
  calledAt!: Date | null;

  @Column('text')
  delivery!: DeliveryPolicy;

  @Column('text')
  formattingFallback!: FormattingFallback;

  /** How often it was taken to be sent. In the database a call that is under way does not count yet. */
  @Column('integer')
  attempt!: number;

  /** How often Telegram's answer was lost. */
  @Column('integer')
  ambiguities!: number;

  @Column('text', { nullable: true })
  waitingFor!: WaitingFor | null;

  /** What Telegram made of it: one message, or as many as it has parts or items. */
  @Column('bigint', { array: true, transformer: safeIntegers })
  telegramMessageIds!: number[];

  /** Telegram's id of the chat in which they stand. */
  @Column('bigint', { nullable: true, transformer: safeInteger })
  sentTo!: number | null;

  @Column('text', { nullable: true })
  failureCode!: string | null;

  @Column('text', { nullable: true })
  failureDetail!: string | null;

  @Column('boolean')
  possibleDuplicate!: boolean;

  @Column('boolean')
  formattingDropped!: boolean;

  @Column('text')
  photoFallback!: PhotoFallback;

  /** Telegram does not take its photos as photos. */
  @Column('boolean')
  sentAsDocument!: boolean;

  /** Its text was cut to the size of one message. */
  @Column('boolean')
  truncated!: boolean;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  expiresAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  settledAt!: Date | null;
}
