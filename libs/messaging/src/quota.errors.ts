import { AppError, type UsedUpQuota } from '@app/platform';

/** Which quota a message would exceed. */
export type Refused = 'account_open' | 'chat_open' | 'account_rate' | 'token_rate';

const QUOTA_WORDS: Record<Refused, (most: number) => string> = {
  account_open: (most) =>
    `Your account has ${String(most)} messages that are not sent yet. Cancel some, or wait until they are sent.`,
  chat_open: (most) => `${String(most)} messages wait for this chat. Cancel some, or wait until they are sent.`,
  account_rate: (most) =>
    `Your account has had ${String(most)} messages accepted within a minute, which is the most. Send the rest later.`,
  token_rate: (most) =>
    `This bot token has had ${String(most)} messages accepted within a minute, which is the most. Send the rest later.`,
};

/** One of the quotas that the operator sets is used up. Nothing of the request was kept. */
export class QuotaReachedError extends AppError {
  readonly kind = 'limited';
  readonly code: string;
  override readonly retryAfterSeconds: number;
  override readonly quota: UsedUpQuota;

  constructor(refused: Refused, most: number) {
    super(QUOTA_WORDS[refused](most));
    const isRate = refused.endsWith('_rate');
    this.code = `messaging.quota_${refused}`;
    // A rate frees a place within the minute; what is open is sent as fast as Telegram takes it.
    this.retryAfterSeconds = isRate ? 60 - (Math.floor(Date.now() / 1_000) % 60) : 60;
    this.quota = { policy: refused.replace('_', '-'), quota: most, ...(isRate && { windowSeconds: 60 }) };
  }
}
