import type { DeliveryPolicy, FormattingFallback } from './message.entity';

/** A message that somebody wants to be sent. */
export interface Draft {
  readonly botId: string;
  readonly chatId: string;
  readonly accountId: string | null;
  readonly botTokenId: string | null;
  readonly priority: number;
  readonly method: string;
  readonly type: 'text' | 'call';
  readonly text: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly heading: string | null;
  readonly delivery: DeliveryPolicy;
  readonly formattingFallback: FormattingFallback;
  /** After this it is not worth sending any more. */
  readonly expiresInSeconds: number | null;
}

/** A client's promise that requests with this key are one and the same. */
export interface IdempotencyKey {
  /** Whose key it is: keys of others never meet it. */
  readonly scope: string;
  readonly key: string;
  readonly bodyHash: Buffer;
}
