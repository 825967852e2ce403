import type { ContactRecord } from './world/contents';
import type { MessageRecord } from './world/message-record';
import type { PersonRecord } from './world/records';

/** https://core.telegram.org/bots/api#keyboardbutton */
export interface KeyboardButton {
  readonly text: string;
  readonly request_contact?: boolean;
  readonly request_location?: boolean;
  readonly [field: string]: unknown;
}

/**
 * The keyboard that a bot put in place of the person's own: the last one, unless it was taken away since, or was for one use and used.
 * https://core.telegram.org/bots/api#replykeyboardmarkup
 */
export function keyboardIn(messages: readonly MessageRecord[]): KeyboardButton[][] | null {
  const index = messages.findLastIndex(({ from, replyMarkup }) => from === 'bot' && replyMarkup && isAboutKeyboard(replyMarkup));
  const markup = messages[index]?.replyMarkup;
  if (!Array.isArray(markup?.keyboard)) return null;
  const isUsed = messages.slice(index + 1).some(({ from }) => from === 'person');
  return markup.one_time_keyboard === true && isUsed ? null : (markup.keyboard as unknown[]).map(row);
}

/** @throws Error that tells what there is instead. */
export function keyboardButton(messages: readonly MessageRecord[], text: string): KeyboardButton {
  const buttons = (keyboardIn(messages) ?? []).flat();
  const found = buttons.find((button) => button.text === text);
  if (found) return found;
  const shown = buttons.map((button) => `[${button.text}]`).join(' ');
  throw new Error(`There is no key «${text}» on the keyboard${shown === '' ? ', which is the person’s own' : `: ${shown}`}`);
}

/** The person's own contact. Without a number of their own it is one of those that Telegram keeps for tests. */
export function contactOf({ id, firstName, lastName, phoneNumber }: PersonRecord): ContactRecord {
  return {
    phoneNumber: phoneNumber ?? `99966${String(id).slice(-5)}`,
    firstName,
    ...(lastName !== undefined && { lastName }),
    userId: id,
  };
}

function isAboutKeyboard(markup: Record<string, unknown>): boolean {
  return 'keyboard' in markup || markup.remove_keyboard === true;
}

function row(given: unknown): KeyboardButton[] {
  return (given as unknown[]).map((one) => (typeof one === 'string' ? { text: one } : (one as KeyboardButton)));
}
