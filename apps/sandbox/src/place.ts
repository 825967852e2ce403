import type { Chat, EmulatedBot, Person, TelegramEmulator } from '@app/telegram-emulator';

import { ApiError } from './api-error';

/** A chat as it stands in an address: the private chat with a bot, or one that several share. */
export type Place = { kind: 'private'; ref: string; bot: EmulatedBot } | { kind: 'shared'; ref: string; chat: Chat };

/** @throws ApiError 404 */
export function personOf(telegram: TelegramEmulator, key: string): Person {
  const person = telegram.people().find((one) => one.key === key);
  if (!person) throw new ApiError(404, `There is nobody with the key ${key}. GET /api/world lists everybody.`);
  return person;
}

/** @throws ApiError 404 */
export function botOf(telegram: TelegramEmulator, ref: string): EmulatedBot {
  const wanted = ref.replace(/^@/, '').toLowerCase();
  const bot = telegram.bots().find((one) => one.username.toLowerCase() === wanted || String(one.id) === wanted);
  if (!bot) throw new ApiError(404, `There is no bot ${ref}. GET /api/world lists all of them.`);
  return bot;
}

/** @throws ApiError 404 */
export function chatOf(telegram: TelegramEmulator, ref: string): Chat {
  const chat = telegram.chats().find((one) => String(one.id) === ref);
  if (!chat) throw new ApiError(404, `There is no chat ${ref}. GET /api/world lists all of them.`);
  return chat;
}

/** By a bot's username or id, or by the id of a chat that several share. @throws ApiError 404 */
export function placeOf(telegram: TelegramEmulator, ref: string): Place {
  if (/^-\d+$/.test(ref)) return { kind: 'shared', ref, chat: chatOf(telegram, ref) };
  const bot = botOf(telegram, ref);
  return { kind: 'private', ref: bot.username, bot };
}

/** A person by key, a bot by username, either by id. @throws ApiError 404 */
export function memberOf(telegram: TelegramEmulator, ref: string): Person | EmulatedBot {
  const person = telegram.people().find((one) => one.key === ref || String(one.id) === ref);
  return person ?? botOf(telegram, ref);
}
