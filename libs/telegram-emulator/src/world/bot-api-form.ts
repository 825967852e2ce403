import type { BotRecord, PersonRecord } from './records';
import type { SharedChatRecord } from './shared-chat-records';
import type { World } from './world';

/** What the Bot API shows of the world: every field is listed, absent ones are left out as Telegram leaves them out. */

export interface ApiUser {
  id: number;
  is_bot: boolean;
  first_name: string;
  last_name?: string;
  username?: string;
  language_code?: string;
}

export interface ApiChat {
  id: number;
  type: 'private';
  first_name: string;
  last_name?: string;
  username?: string;
}

export interface ApiSharedChat {
  id: number;
  type: SharedChatRecord['type'];
  title: string;
  username?: string;
  is_forum?: true;
  is_direct_messages?: true;
}

export function personAsUser({ id, firstName, lastName, username, languageCode }: PersonRecord): ApiUser {
  return {
    id,
    is_bot: false,
    first_name: firstName,
    ...(lastName !== undefined && { last_name: lastName }),
    ...(username !== undefined && { username }),
    ...(languageCode !== undefined && { language_code: languageCode }),
  };
}

export function botAsUser({ id, name, username }: BotRecord): ApiUser {
  return { id, is_bot: true, first_name: name, username };
}

export function privateChatOf({ id, firstName, lastName, username }: PersonRecord): ApiChat {
  return {
    id,
    first_name: firstName,
    ...(lastName !== undefined && { last_name: lastName }),
    ...(username !== undefined && { username }),
    type: 'private',
  };
}

export function sharedChatInBotApiForm(chat: SharedChatRecord): ApiSharedChat {
  const { id, type, title, username, isForum, directMessagesOf } = chat;
  return {
    id,
    title,
    ...(username !== undefined && { username }),
    ...(isForum && { is_forum: true }),
    ...(directMessagesOf !== undefined && { is_direct_messages: true }),
    type,
  };
}

/** A person or a bot by its id. @throws Error when there is neither. */
export function userInBotApiForm(world: World, id: number): ApiUser {
  const person = world.people.get(id);
  if (person) return personAsUser(person);
  const bot = world.bots.get(id);
  if (!bot) throw new Error(`There is nobody with the id ${String(id)} in the world`);
  return botAsUser(bot);
}
