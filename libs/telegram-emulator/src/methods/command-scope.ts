import type { MethodCall } from '../calls/method';
import type { Params } from '../calls/params';
import { badRequest } from '../calls/refusal';
import { commandListKey, type CommandScope } from '../world/command-menu';
import { isShared } from '../world/membership';
import { chatByText } from './chat-of-call';

const EVERYWHERE = new Set(['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators']);
const IN_ONE_CHAT = new Set(['chat', 'chat_administrators', 'chat_member']);

/** Which list of commands a call means: https://core.telegram.org/bots/api#botcommandscope */
export function commandListOf(call: MethodCall): string {
  const scope = scopeOf(call);
  return commandListKey(scope, languageOfCall(call.params));
}

/** Two letters, or none for everybody. */
export function languageOfCall(params: Params): string {
  const language = params.text('language_code');
  if (language !== '' && !/^[a-z]{2}$/.test(language)) throw badRequest('invalid language code specified');
  return language;
}

function scopeOf(call: MethodCall): CommandScope {
  const given = parsed(call);
  if (given === undefined) return { type: 'default' };
  if (typeof given !== 'object' || given === null) throw unparsable('BotCommandScope must be an Object');
  const fields: Record<string, unknown> = { ...given };
  const { type } = fields;
  if (typeof type !== 'string') throw unparsable('Can\'t find field "type"');
  if (EVERYWHERE.has(type)) return { type };
  if (!IN_ONE_CHAT.has(type)) throw unparsable('Unsupported type specified');
  return scopeInChat(call, type, fields);
}

function scopeInChat(call: MethodCall, type: string, { chat_id: chatId, user_id: user }: Record<string, unknown>): CommandScope {
  const name = nameOf(chatId);
  const userId = type === 'chat_member' ? userIdOf(user) : undefined;
  const chat = chatByText(call, 'members', name);
  if (!isShared(chat) && type !== 'chat') throw badRequest("can't use specified scope in private chats");
  if (isShared(chat) && chat.type === 'channel') throw badRequest("can't change commands in channel chats");
  return { type, chatId: isShared(chat) ? chat.id : chat.personId, ...(userId !== undefined && { userId }) };
}

function nameOf(chatId: unknown): string {
  if (typeof chatId !== 'string' && typeof chatId !== 'number') throw unparsable('Can\'t find field "chat_id"');
  if (chatId === '') throw unparsable('Empty chat_id specified');
  return String(chatId);
}

function userIdOf(given: unknown): number {
  if (given === undefined || given === null) throw unparsable('Can\'t find field "user_id"');
  const userId = Number(given);
  if (!Number.isSafeInteger(userId) || userId <= 0) throw unparsable('Invalid user_id specified');
  return userId;
}

function unparsable(words: string): Error {
  return badRequest(`can't parse BotCommandScope: ${words}`);
}

function parsed({ params }: MethodCall): unknown {
  try {
    return params.structure('scope');
  } catch {
    throw badRequest("can't parse BotCommandScope JSON object");
  }
}
