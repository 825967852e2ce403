import type { EmulatedMessage } from '@app/telegram-emulator';

import type { KeyboardView } from '../wire';

/** The keyboard that the newest message with one left in place of the letters; https://core.telegram.org/bots/api#replykeyboardmarkup */
export function keyboardView(messages: readonly EmulatedMessage[]): KeyboardView | undefined {
  const latest = messages.findLast(({ replyMarkup }) => replyMarkup && !replyMarkup.inline_keyboard);
  const markup = latest?.replyMarkup;
  if (!latest || !markup || markup.remove_keyboard === true) return undefined;
  const placeholder = markup.input_field_placeholder;
  return {
    messageId: latest.messageId,
    rows: rowsOf(markup.keyboard),
    isOneTime: markup.one_time_keyboard === true,
    forceReply: markup.force_reply === true,
    ...(typeof placeholder === 'string' && { placeholder }),
  };
}

function rowsOf(keyboard: unknown): string[][] {
  if (!Array.isArray(keyboard)) return [];
  return keyboard.map((row: unknown) => (Array.isArray(row) ? row.map(textOf) : [])).filter((row) => row.length > 0);
}

function textOf(key: unknown): string {
  if (typeof key === 'string') return key;
  const text = typeof key === 'object' && key !== null && 'text' in key ? key.text : '';
  return typeof text === 'string' ? text : '';
}
