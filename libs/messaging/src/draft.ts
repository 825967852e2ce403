import type { DeliveryPolicy, FormattingFallback, MessageType, Part, PhotoFallback } from './message.entity';

/** A message that somebody wants to be sent. */
export interface Draft {
  /** The id of the message, if its text was sealed for it; else it gets one. */
  readonly id?: string;
  readonly botId: string;
  readonly chatId: string;
  readonly accountId: string | null;
  readonly botTokenId: string | null;
  readonly priority: number;
  readonly method: string;
  readonly type: MessageType;
  readonly text: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
  /** The calls that it takes, if it takes several; method, payload and heading do not count then. */
  readonly parts?: readonly Part[];
  readonly fileIds?: readonly string[];
  readonly targetId?: string | null;
  /** Telegram's id of whom a bot answers with it. */
  readonly answerTo?: number;
  readonly resendOf?: string;
  /** It may be a second copy from the beginning. */
  readonly possibleDuplicate?: boolean;
  readonly heading: string | null;
  readonly delivery: DeliveryPolicy;
  readonly formattingFallback: FormattingFallback;
  /** Its calls leave out some of its formatting from the beginning. */
  readonly formattingDropped?: boolean;
  /** `document` if it is left out. */
  readonly photoFallback?: PhotoFallback;
  /** Its photos go as documents from the beginning. */
  readonly sentAsDocument?: boolean;
  readonly truncated?: boolean;
  /** When it is to be sent; as soon as possible if it is left out or past. */
  readonly sendAt?: Date;
  /** So long after that it is not worth sending any more. */
  readonly expiresInSeconds: number | null;
}

/** A client's promise that requests with this key are one and the same. */
export interface IdempotencyKey {
  /** Whose key it is: keys of others never meet it. */
  readonly scope: string;
  readonly key: string;
  readonly bodyHash: Buffer;
}
