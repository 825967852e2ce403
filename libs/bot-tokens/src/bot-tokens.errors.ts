import { AppError, type UsedUpQuota } from '@app/platform';

export class BotTokenNotFoundError extends AppError {
  readonly kind = 'not-found';
  readonly code = 'bot_tokens.not_found';

  constructor() {
    super('You have no such bot token. It may have been revoked already.');
  }
}

/** The same for a token that is unknown, revoked or expired. */
export class BotTokenRefusedError extends AppError {
  readonly kind = 'unauthenticated';
  readonly code = 'bot_tokens.refused';

  constructor() {
    super('This bot token is unknown, revoked or expired. Make a new one in the cabinet.');
  }
}

export class TooManyBotTokensError extends AppError {
  readonly kind = 'limited';
  readonly code = 'bot_tokens.too_many';
  override readonly retryAfterSeconds = 3_600;
  override readonly quota: UsedUpQuota;

  constructor(most: number) {
    super(
      `Your account has ${String(most)} bot tokens, which is the most. Revoke those that you do not need: DELETE cabinet/bot-tokens/:id.`,
    );
    this.quota = { policy: 'bot-tokens', quota: most };
  }
}
