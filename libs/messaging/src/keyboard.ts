import { z } from 'zod';
import type { ChatType } from '@app/chat-membership';
import { checkLink } from '@app/formatting';
import type { Payload } from '@app/telegram';
import { ButtonNotForChatError, ButtonUrlRefusedError, KeyboardNotForChannelError, WebAppRefusedError } from './content.errors';

/** Telegram takes so many bytes with a button (core.telegram.org/bots/api#inlinekeyboardbutton). */
const MOST_CALLBACK_BYTES = 64;

/**
 * Before the data of senders' buttons, so that nobody can make a person press one of the bot's own: those would unlink a
 * chat, or forget who pressed them.
 */
export const SENDERS_BUTTON = 's:';

const words = (most: number) => z.string().min(1).max(most);
const address = z.url({ protocol: /^(https?|tg)$/ }).max(2_048);

const callbackData = z
  .string()
  .min(1)
  .refine((data) => Buffer.byteLength(SENDERS_BUTTON + data) <= MOST_CALLBACK_BYTES, {
    message: `must have at most ${String(MOST_CALLBACK_BYTES - SENDERS_BUTTON.length)} bytes: Telegram takes ${String(MOST_CALLBACK_BYTES)}, and Chappe puts "${SENDERS_BUTTON}" before them`,
  });

const inlineButton = z
  .strictObject({
    text: words(256),
    url: address.optional(),
    callbackData: callbackData.optional(),
    copyText: words(256).optional(),
    webApp: z
      .url({ protocol: /^https$/ })
      .max(2_048)
      .optional(),
  })
  .refine(({ url, callbackData, copyText, webApp }) => [url, callbackData, copyText, webApp].filter(Boolean).length === 1, {
    message: 'must have exactly one of url, callbackData, copyText and webApp',
  });

const replyButton = z
  .strictObject({ text: words(256), requestContact: z.boolean().optional(), requestLocation: z.boolean().optional() })
  .refine(({ requestContact, requestLocation }) => !(requestContact && requestLocation), {
    message: 'can ask for the contact or for the location, not for both',
  });

const rowsOf = <Button extends z.ZodType>(button: Button, most: number, least = 1) =>
  z
    .array(z.array(button).min(1).max(12))
    .min(least)
    .max(100)
    .refine((rows) => rows.flat().length <= most, { message: `must have at most ${String(most)} buttons` });

/** Buttons under a message. */
const INLINE_KEYBOARD = z.strictObject({ inline: rowsOf(inlineButton, 100) });

/** Buttons under a message that is edited; no rows take the old ones away. */
export const EDITED_KEYBOARD = z.strictObject({ inline: rowsOf(inlineButton, 100, 0) });

/** Buttons under a message, or in the place of the person's keyboard. */
export const KEYBOARD = z.union([
  INLINE_KEYBOARD,
  z.strictObject({
    reply: rowsOf(replyButton, 300),
    resize: z.boolean().optional(),
    oneTime: z.boolean().optional(),
    persistent: z.boolean().optional(),
    placeholder: words(64).optional(),
  }),
  z.strictObject({ remove: z.literal(true) }),
  z.strictObject({ forceReply: z.literal(true), placeholder: words(64).optional() }),
]);

export type Keyboard = z.infer<typeof KEYBOARD>;
export type InlineKeyboard = z.infer<typeof INLINE_KEYBOARD>;

/** What decides which buttons Telegram takes. */
export interface KeyboardPlace {
  readonly chatType: ChatType;
  /** What has one goes through the bot that speaks for everybody. */
  readonly heading: string | null;
}

/**
 * Refuses a keyboard that Telegram would refuse with its message (TDLib, ReplyMarkup.cpp).
 *
 * @throws WebAppRefusedError, ButtonNotForChatError, KeyboardNotForChannelError, ButtonUrlRefusedError
 */
export function ensureTaken(keyboard: Keyboard | undefined, { chatType, heading }: KeyboardPlace): void {
  if (!keyboard) return;
  if (chatType === 'channel' && !('inline' in keyboard)) throw new KeyboardNotForChannelError();
  const [personal] = personalButtonsOf(keyboard);
  // A page that a button opens gets to know, signed by the bot, who pressed it.
  if (personal === 'webApp' && heading !== null) throw new WebAppRefusedError();
  if (personal !== undefined && chatType !== 'private') throw new ButtonNotForChatError(personal, chatType);
  if ('inline' in keyboard) ensureLinks(keyboard);
}

/** Kinds of buttons that Telegram has in private chats only. */
function personalButtonsOf(keyboard: Keyboard): ('webApp' | 'requestContact' | 'requestLocation')[] {
  if ('inline' in keyboard) return keyboard.inline.flat().flatMap(({ webApp }) => (webApp === undefined ? [] : 'webApp'));
  if (!('reply' in keyboard)) return [];
  return keyboard.reply.flat().flatMap(({ requestContact, requestLocation }) => {
    if (requestContact === true) return 'requestContact';
    return requestLocation === true ? 'requestLocation' : [];
  });
}

function ensureLinks({ inline }: InlineKeyboard): void {
  for (const [row, buttons] of inline.entries()) {
    for (const [column, { url, webApp }] of buttons.entries()) {
      const link = checkLink(url ?? webApp ?? 'https://telegram.org');
      const field = `keyboard.inline.${String(row)}.${String(column)}.${webApp === undefined ? 'url' : 'webApp'}`;
      if ('fault' in link) throw new ButtonUrlRefusedError(field, link.fault);
    }
  }
}

/** The keyboard as Telegram calls it. */
export function replyMarkupOf(keyboard: Keyboard): Payload {
  if ('inline' in keyboard) return { inline_keyboard: keyboard.inline.map((row) => row.map(inlineButtonOf)) };
  if ('reply' in keyboard) return replyKeyboardOf(keyboard);
  if ('remove' in keyboard) return { remove_keyboard: true };
  return { force_reply: true, input_field_placeholder: keyboard.placeholder };
}

function inlineButtonOf({ text, url, callbackData, copyText, webApp }: z.infer<typeof inlineButton>): Payload {
  return {
    text,
    url,
    callback_data: callbackData === undefined ? undefined : SENDERS_BUTTON + callbackData,
    copy_text: copyText === undefined ? undefined : { text: copyText },
    web_app: webApp === undefined ? undefined : { url: webApp },
  };
}

function replyKeyboardOf({ reply, resize, oneTime, persistent, placeholder }: Extract<Keyboard, { reply: unknown }>): Payload {
  return {
    keyboard: reply.map((row) =>
      row.map(({ text, requestContact, requestLocation }) => ({
        text,
        request_contact: requestContact,
        request_location: requestLocation,
      })),
    ),
    resize_keyboard: resize ?? true,
    one_time_keyboard: oneTime,
    is_persistent: persistent,
    input_field_placeholder: placeholder,
  };
}
