import { Column, Entity, PrimaryColumn } from 'typeorm';
import { safeInteger } from '@app/platform';

/**
 * `queued → sending → sent | failed | uncertain | expired | cancelled`, and back from `sending` to `queued` when a call
 * certainly was not carried out, or is to be made once more.
 */
export type MessageStatus = 'queued' | 'sending' | 'sent' | 'failed' | 'uncertain' | 'expired' | 'cancelled';

/** What to do when Telegram's answer is lost: send once more and risk a second copy, or leave it and say so. */
export type DeliveryPolicy = 'at_least_once' | 'at_most_once';

/** What to do when Telegram cannot parse the formatting: send it as plain text, or fail. */
export type FormattingFallback = 'plain' | 'fail';

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

  /** The method of the Bot API. */
  @Column('text')
  method!: string;

  @Column('text')
  type!: 'text' | 'call';

  @Column('text', { nullable: true })
  text!: string | null;

  /** The other parameters of the call, without chat and text. */
  @Column('jsonb')
  payload!: Record<string, unknown>;

  /** The sender's name, put before the text. */
  @Column('text', { nullable: true })
  heading!: string | null;

  @Column('text')
  status!: MessageStatus;

  @Column('text')
  delivery!: DeliveryPolicy;

  @Column('text')
  formattingFallback!: FormattingFallback;

  /** How often it was taken to be sent. Only who holds the current attempt may settle it. */
  @Column('integer')
  attempt!: number;

  /** How often Telegram's answer was lost. */
  @Column('integer')
  ambiguities!: number;

  @Column('timestamptz', { nullable: true })
  claimedAt!: Date | null;

  /** Until then the attempt is under way; after that nobody knows what became of it. */
  @Column('timestamptz', { nullable: true })
  leaseUntil!: Date | null;

  @Column('text', { nullable: true })
  waitingFor!: WaitingFor | null;

  @Column('bigint', { nullable: true, transformer: safeInteger })
  telegramMessageId!: number | null;

  @Column('text', { nullable: true })
  failureCode!: string | null;

  @Column('text', { nullable: true })
  failureDetail!: string | null;

  @Column('boolean')
  possibleDuplicate!: boolean;

  @Column('boolean')
  formattingDropped!: boolean;

  @Column('timestamptz')
  createdAt!: Date;

  @Column('timestamptz', { nullable: true })
  expiresAt!: Date | null;

  @Column('timestamptz', { nullable: true })
  settledAt!: Date | null;
}
