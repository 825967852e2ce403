import { checkLink } from '@app/formatting';
import type { Params } from '../calls/params';
import { badRequest } from '../calls/refusal';
import { isShared, type AnyChat } from '../world/membership';
import type { InlineButton, ReplyMarkup } from '../world/message-record';

/** Longest callback data, in bytes. https://core.telegram.org/bots/api#inlinekeyboardbutton */
const LONGEST_DATA = 64;
const MOST_BUTTONS = 100;

/** The keyboard of a call, checked as the official server checks it; undefined when there is none. */
export function replyMarkupOf(params: Params): ReplyMarkup | undefined {
  const given = markupStructure(params);
  if (given === undefined) return undefined;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw badRequest('object expected as reply markup');
  if (!('inline_keyboard' in given)) return { ...given };
  const rows = inlineRows(given.inline_keyboard);
  return rows.length === 0 ? undefined : { inline_keyboard: rows };
}

/** Keys that ask a person for something, and TDLib's words for them where several people are (ReplyMarkup.cpp: get_keyboard_button). */
const ASKING = new Map([
  ['request_contact', 'Phone number can be requested in private chats only'],
  ['request_location', 'Location can be requested in private chats only'],
  ['request_poll', 'Poll can be requested in private chats only'],
  ['web_app', 'Web App buttons can be used in private chats only'],
  ['request_users', 'Users can be requested in private chats only'],
  ['request_chat', 'Chats can be requested in private chats only'],
]);

/** Refuses buttons that do not belong in the chat, and those that only Telegram's backend refuses; therefore called last. */
export function refuseButtons(markup: ReplyMarkup | undefined, chat: AnyChat): void {
  if (markup && isShared(chat)) refuseInSharedChat(markup, chat.type === 'channel');
  refuseBackendButtons(markup);
}

function refuseInSharedChat({ keyboard, inline_keyboard: inline }: ReplyMarkup, isChannel: boolean): void {
  if (isChannel && !inline) throw badRequest('Inline keyboard expected');
  const words = (Array.isArray(keyboard) ? keyboard.flat() : []).flatMap((key: unknown) => wordsAgainst(key));
  if (words[0] !== undefined) throw badRequest(words[0]);
  if (inline?.flat().some((button) => 'web_app' in button)) throw badRequest('BUTTON_TYPE_INVALID');
}

function wordsAgainst(key: unknown): string[] {
  if (typeof key !== 'object' || key === null) return [];
  return Object.entries(key).flatMap(([name, value]) => (value === null || value === false ? [] : (ASKING.get(name) ?? [])));
}

function refuseBackendButtons(markup: ReplyMarkup | undefined): void {
  const buttons = (markup?.inline_keyboard ?? []).flat();
  if (buttons.length > MOST_BUTTONS) throw badRequest('REPLY_MARKUP_TOO_LONG');
  for (const { callback_data: data } of buttons) {
    if (data !== undefined && Buffer.byteLength(data) > LONGEST_DATA) throw badRequest('BUTTON_DATA_INVALID');
  }
}

function markupStructure(params: Params): unknown {
  try {
    return params.structure('reply_markup');
  } catch {
    throw badRequest("can't parse reply keyboard markup JSON object");
  }
}

function inlineRows(given: unknown): InlineButton[][] {
  if (!Array.isArray(given)) throw badRequest('field "inline_keyboard" must be of type Array');
  const rows = given.map((row: unknown) => {
    if (!Array.isArray(row)) throw badRequest('field "inline_keyboard" must be an Array of Arrays');
    return row.map(inlineButton);
  });
  return rows.filter((row) => row.length > 0);
}

/** One button: a text and exactly one thing to do. */
function inlineButton(given: unknown): InlineButton {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw unparsable('InlineKeyboardButton must be an Object');
  }
  const fields: Record<string, unknown> = { ...given };
  const text = textField(fields, 'text');
  if (text === undefined) throw unparsable('Can\'t find field "text"');
  const url = textField(fields, 'url');
  if (url !== undefined && url !== '') return { text, url: buttonUrl(url) };
  const data = textField(fields, 'callback_data');
  if (data !== undefined && data !== '') return { text, callback_data: data };
  const other = OTHER_ACTIONS.find((name) => fields[name] !== undefined);
  if (other === undefined) throw unparsable('Text buttons are unallowed in the inline keyboard');
  return { text, [other]: fields[other] };
}

const OTHER_ACTIONS = [
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'callback_game',
  'pay',
];

function textField(fields: Record<string, unknown>, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') throw unparsable(`Field "${name}" must be of type String`);
  return value;
}

function buttonUrl(url: string): string {
  const link = checkLink(url);
  if ('fault' in link) throw badRequest(`inline keyboard button URL '${url}' is invalid: ${link.fault}`);
  return link.url;
}

function unparsable(words: string): Error {
  return badRequest(`can't parse inline keyboard button: ${words}`);
}
