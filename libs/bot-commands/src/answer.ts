import type { FmtString } from '@app/telegram';

/** A button under an answer. Telegram carries at most 64 bytes of `data` (core.telegram.org/bots/api#inlinekeyboardbutton). */
export interface Button {
  readonly text: string;
  readonly callback_data: string;
}

/** What the bot answers. */
export interface Answer {
  readonly text: FmtString;
  readonly buttons?: readonly (readonly Button[])[];
}

/** What an answer needs besides its text, as Telegraf takes it. */
export function extraOf({ buttons = [] }: Answer): { reply_markup?: { inline_keyboard: Button[][] } } {
  return buttons.length === 0 ? {} : { reply_markup: { inline_keyboard: buttons.map((row) => [...row]) } };
}
