import type { DeliveryPolicy, FormattingFallback, MessageStatus, PhotoFallback } from './message.entity';

/** The message that a reply answers, or that an edit, a deletion or a pin is about. */
export interface Target {
  readonly status: MessageStatus;
  /** Telegram's id of the chat that it was sent to; groups get another one when they grow. */
  readonly sentTo: number | null;
  readonly messageIds: readonly number[];
}

/** A message that was taken to be sent, with what the call needs. */
export interface Claimed {
  readonly id: string;
  readonly attempt: number;
  readonly botId: string;
  readonly chatId: string;
  readonly method: string;
  readonly text: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly heading: string | null;
  readonly delivery: DeliveryPolicy;
  readonly formattingFallback: FormattingFallback;
  readonly formattingDropped: boolean;
  readonly photoFallback: PhotoFallback;
  readonly sentAsDocument: boolean;
  /** How often the answer to this call was lost. */
  readonly ambiguities: number;
  /** Which of its calls this is, from zero. */
  readonly part: number;
  /** How many calls the message needs after this one. */
  readonly partsLeft: number;
  /** Uploads that the call carries. */
  readonly fileIds: readonly string[];
  readonly accountId: string | null;
  readonly target: Target | null;
  /** The bot pays for more messages than are free. */
  readonly paid: boolean;
  readonly claimedAt: Date;
  /** The chat's current id on Telegram. */
  readonly telegramId: number;
  readonly reachable: boolean;
  /** It waited so long that it is not worth sending any more. */
  readonly expired: boolean;
}
