import { AppError } from '@app/platform';

/** Unknown, or somebody else's: the same answer. */
export class BotNotFoundError extends AppError {
  readonly kind = 'not-found';
  readonly code = 'bots.not_found';

  constructor() {
    super('You have no such bot. GET /api/v1/bots lists yours.');
  }
}

export class BotTokenRefusedError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'bots.token_refused';

  constructor() {
    super('Telegram refused this token. Copy it again from BotFather: /mybots, API Token.');
  }
}

/** One bot cannot have two masters: Telegram delivers each update once. */
export class BotConnectedError extends AppError {
  readonly kind = 'conflict';
  readonly code = 'bots.bot_connected';

  constructor() {
    super('This bot is connected to this installation already. Whoever connected it can remove it, then it is free.');
  }
}

export class TooManyChecksError extends AppError {
  readonly kind = 'limited';
  readonly code = 'bots.too_many_checks';

  constructor(override readonly retryAfterSeconds: number) {
    super(`You have had Telegram asked about bots too often. Wait ${String(Math.ceil(retryAfterSeconds))} s and try again.`);
  }
}

export class TooManyBotsError extends AppError {
  readonly kind = 'conflict';
  readonly code = 'bots.too_many';

  constructor(most: number) {
    super(`An account may have ${String(most)} bots here. Remove one, or ask the operator for more (MAX_BOTS_PER_ACCOUNT).`);
  }
}

/** Chats, messages and people belong to the bot that met them. */
export class AnotherBotError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'bots.another_bot';

  constructor() {
    super(
      'This token belongs to another bot. Connect that one with POST /api/v1/bots; here only a new token of the same bot fits.',
    );
  }
}

/** Telegram has to be told where to deliver. */
export class NoPublicUrlError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'bots.no_public_url';

  constructor() {
    super(
      'This installation has no address that Telegram could deliver to. Use the mode polling, or ask the operator for a PUBLIC_URL.',
    );
  }
}

/** Nobody knows whether the token is good. */
export class TelegramAwayError extends AppError {
  readonly kind = 'unavailable';
  readonly code = 'bots.telegram_away';
  override readonly retryAfterSeconds = 5;

  constructor() {
    super('Telegram does not answer at the moment, so the token could not be checked. Nothing was changed: please try again.');
  }
}

/** Thrown at start: chats, tokens and messages belong to the bot that met them, so another one cannot just take over. */
export class HouseBotChangedError extends Error {
  constructor(known: string) {
    super(
      `BOT_TOKEN belongs to another bot than the house bot of this database (${known}). Use a token of that bot, or another database.`,
    );
  }
}

/** Thrown at start. */
export class PlainHttpError extends Error {
  constructor() {
    super(
      'PUBLIC_URL must begin with https:// while TELEGRAM_API_ROOT is Telegram: it delivers by https only. Leave PUBLIC_URL out to use long polling.',
    );
  }
}
