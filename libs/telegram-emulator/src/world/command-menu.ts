import { isAdmin, isShared, memberOf, type AnyChat } from './membership';
import type { BotCommand, BotRecord, PersonRecord } from './records';

export interface CommandScope {
  type: string;
  chatId?: number;
  userId?: number;
}

/** Under which key a bot keeps the list of this scope and language. */
export function commandListKey({ type, chatId, userId }: CommandScope, language: string): string {
  return [type, chatId ?? '', userId ?? '', language].join('|');
}

/** The commands that a person is offered: https://core.telegram.org/bots/api#determining-list-of-commands */
export function commandsShownTo(person: PersonRecord, bot: BotRecord, chat: AnyChat | undefined): BotCommand[] {
  const language = person.languageCode?.slice(0, 2) ?? '';
  const keys = scopesFor(person, chat).flatMap((scope) => [commandListKey(scope, language), commandListKey(scope, '')]);
  const [first] = keys.flatMap((key) => (bot.commands[key] ? [bot.commands[key]] : []));
  return first ?? [];
}

/** From the narrowest to the widest. */
function scopesFor(person: PersonRecord, chat: AnyChat | undefined): CommandScope[] {
  if (!chat || !isShared(chat)) return [{ type: 'chat', chatId: person.id }, { type: 'all_private_chats' }, { type: 'default' }];
  const forAdmins = isAdmin(memberOf(chat, person.id));
  return [
    { type: 'chat_member', chatId: chat.id, userId: person.id },
    ...(forAdmins ? [{ type: 'chat_administrators', chatId: chat.id }] : []),
    { type: 'chat', chatId: chat.id },
    ...(forAdmins ? [{ type: 'all_chat_administrators' }] : []),
    { type: 'all_group_chats' },
    { type: 'default' },
  ];
}
