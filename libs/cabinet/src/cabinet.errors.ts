import { AppError, type UsedUpQuota } from '@app/platform';

/** The same for a code that was never given, was used, or has expired. */
export class CodeUnknownError extends AppError {
  readonly kind = 'not-found';
  readonly code = 'cabinet.code_unknown';

  constructor() {
    super('This code is not valid. Codes are good for one use within 10 minutes: write /start to the bot for a new one.');
  }
}

export class ChatPairedError extends AppError {
  readonly kind = 'conflict';
  readonly code = 'cabinet.chat_paired';

  constructor() {
    super('This chat is paired with another account. Undo that in the chat first.');
  }
}

export class PairedChatNotFoundError extends AppError {
  readonly kind = 'not-found';
  readonly code = 'cabinet.chat_not_found';

  constructor() {
    super('You have no such chat. Pair it with a code first.');
  }
}

export class CodeOrChatError extends AppError {
  readonly kind = 'malformed';
  readonly code = 'cabinet.code_or_chat';
  override readonly fields = ['code', 'chatId'].map((field) => ({ field, message: 'either code or chatId must be given' }));

  constructor() {
    super('Send either the `code` that the bot shows, or the `chatId` of a chat that is paired with you.');
  }
}

export class PairingNotFoundError extends AppError {
  readonly kind = 'not-found';
  readonly code = 'cabinet.pairing_not_found';

  constructor() {
    super('You have no such pairing.');
  }
}

export class BotNotListeningError extends AppError {
  readonly kind = 'conflict';
  readonly code = 'cabinet.bot_not_listening';

  constructor() {
    super('There is no bot that could ask: it must be yours or of the house, switched on, and have the behaviour `house`.');
  }
}

export class TooManyPairingsError extends AppError {
  readonly kind = 'limited';
  readonly code = 'cabinet.too_many_pairings';
  override readonly retryAfterSeconds = 600;
  override readonly quota: UsedUpQuota;

  constructor(most: number) {
    super(
      `You have ${String(most)} pairings that wait for an answer, which is the most. Cancel some, or wait until they expire.`,
    );
    this.quota = { policy: 'open-pairings', quota: most };
  }
}
