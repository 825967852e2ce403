import type { Message, Update } from 'telegraf/types';

/** A command as somebody wrote it, e.g. `/start@a_bot`. Both parts are in lower case. */
export interface WrittenCommand {
  readonly name: string;
  /** The bot that is meant, if it was named. */
  readonly to?: string;
}

/** The command with which a new message begins, if it does. */
export function commandIn(update: Update): WrittenCommand | undefined {
  const message = 'message' in update ? (update.message as Partial<Message.TextMessage>) : {};
  const first = message.entities?.find(({ type, offset }) => type === 'bot_command' && offset === 0);
  if (!first || message.text === undefined) return undefined;
  const [name = '', to] = message.text.slice(1, first.length).toLowerCase().split('@');
  return to === undefined ? { name } : { name, to };
}
