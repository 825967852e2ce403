import type { DeliveryPolicy, FormattingFallback } from './message.entity';

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
  readonly possibleDuplicate: boolean;
  readonly ambiguities: number;
  readonly claimedAt: Date;
  /** The chat's current id on Telegram. */
  readonly telegramId: number;
  readonly reachable: boolean;
  /** It waited so long that it is not worth sending any more. */
  readonly expired: boolean;
}
