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
