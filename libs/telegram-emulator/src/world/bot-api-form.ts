import type { BotRecord, ChatRecord, MessageRecord, PersonRecord } from './records';
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

export type ApiMessage = Record<string, unknown> & { message_id: number };

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

/** A message as answers and updates carry it. A message it replies to is shown without its own reply, as Telegram does. */
export function messageInBotApiForm(world: World, chat: ChatRecord, message: MessageRecord, withReply = true): ApiMessage {
  const person = mustHave(world.people.get(chat.personId));
  const bot = mustHave(world.bots.get(chat.botId));
  const repliedTo = withReply ? chat.messages.find((one) => one.messageId === message.replyTo) : undefined;
  return {
    message_id: message.messageId,
    from: message.from === 'bot' ? botAsUser(bot) : personAsUser(person),
    chat: privateChatOf(person),
    date: message.date,
    ...(message.editDate !== undefined && { edit_date: message.editDate }),
    ...(repliedTo && { reply_to_message: messageInBotApiForm(world, chat, repliedTo, false) }),
    text: message.text,
    ...(message.entities.length > 0 && { entities: message.entities }),
    ...(message.replyMarkup?.inline_keyboard && { reply_markup: message.replyMarkup }),
  };
}

function mustHave<T>(record: T | undefined): T {
  if (record === undefined) throw new Error('This chat belongs to somebody who is not in the world');
  return record;
}
