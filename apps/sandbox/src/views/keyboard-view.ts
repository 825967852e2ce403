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

type KeyView = KeyboardView['rows'][number][number];

function rowsOf(keyboard: unknown): KeyView[][] {
  if (!Array.isArray(keyboard)) return [];
  return keyboard.map((row: unknown) => (Array.isArray(row) ? row.map(keyView) : [])).filter((row) => row.length > 0);
}

function keyView(key: unknown): KeyView {
  if (typeof key !== 'object' || key === null) return { text: String(key) };
  const { text, request_contact: contact, request_location: location } = key as Record<string, unknown>;
  const asks = contact === true ? 'contact' : location === true ? 'location' : undefined;
  return { text: typeof text === 'string' ? text : '', ...(asks !== undefined && { asks }) };
}
