import { AppError } from '@app/platform';

export class WebhookSecretWrongError extends AppError {
  readonly kind = 'unauthenticated';
  readonly code = 'updates.wrong_secret';

  constructor() {
    super('Only Telegram may call this address: the header X-Telegram-Bot-Api-Secret-Token is missing or wrong.');
  }
}

export class WebhookUnknownError extends AppError {
  readonly kind = 'not-found';
  readonly code = 'updates.unknown_webhook';

  constructor() {
    super('There is no bot with this webhook any more.');
  }
}

export class NotAnUpdateError extends AppError {
  readonly kind = 'malformed';
  readonly code = 'updates.not_an_update';
  override readonly fields = [{ field: 'update_id', message: 'update_id must be a whole number up to 2^53' }];

  constructor() {
    super('The body is not an update: it needs an `update_id`, a whole number up to 2^53.');
  }
}

/** Thrown for an answer that is too large although one update was asked for, and that does not begin like one. */
export class UpdateTooLargeError extends Error {
  constructor() {
    super('The answer to getUpdates is too large, and does not begin with an update.');
  }
}
