/** A token as BotFather gives it: the bot's id and 35 characters. Ids have up to 16 digits. */
export const BOT_TOKEN_SHAPE = /^[1-9]\d{4,15}:[\w-]{35}$/;

/** The Telegram id of the bot that a token belongs to. */
export function botIdOf(token: string): number {
  return Number(token.split(':', 1)[0]);
}
