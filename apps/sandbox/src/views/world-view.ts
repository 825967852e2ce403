import { ADMIN_RIGHTS, PERMISSIONS, type Chat, type TelegramEmulator } from '@app/telegram-emulator';

import type { MemberView, SharedChatView, TopicView, WorldView } from '../wire';
import { botView, personView } from './names';

/** Everybody and every chat, without messages and tokens. Chats that are closed stay away: nobody can do anything in them. */
export function worldView(telegram: TelegramEmulator): WorldView {
  return {
    bots: telegram.bots().map(botView),
    people: telegram.people().map(personView),
    chats: telegram
      .chats()
      .filter((chat) => !chat.isClosed)
      .map((chat) => sharedChatView(telegram, chat)),
    rights: ADMIN_RIGHTS,
    permissions: PERMISSIONS,
  };
}

export function sharedChatView(telegram: TelegramEmulator, chat: Chat): SharedChatView {
  const { id, type, title, username, isForum, topics, members, joinRequests } = chat;
  return {
    id,
    type,
    title,
    ...(username !== undefined && { username }),
    isForum,
    topics: topics.map(topicView),
    members: members.map((member) => memberView(telegram, member)),
    joinRequests: joinRequests.map(({ userId }) => ({ id: userId, name: userOf(telegram, userId).name })),
  };
}

export function topicView({ id, name, isClosed }: Chat['topics'][number]): TopicView {
  return { id, name, ...(isClosed && { isClosed }) };
}

function memberView(telegram: TelegramEmulator, member: Chat['members'][number]): MemberView {
  const { userId, status, rights, customTitle, permissions } = member;
  return {
    id: userId,
    ...userOf(telegram, userId),
    status,
    ...(rights && { rights }),
    ...(customTitle !== undefined && { customTitle }),
    ...(permissions && { permissions }),
  };
}

function userOf(telegram: TelegramEmulator, userId: number): Pick<MemberView, 'name' | 'username' | 'isBot'> {
  const bot = telegram.bots().find(({ id }) => id === userId);
  if (bot) return { name: bot.name, username: bot.username, isBot: true };
  const person = telegram.people().find(({ id }) => id === userId);
  const { name = 'Somebody', username } = person ? personView(person) : {};
  return { name, ...(username !== undefined && { username }), isBot: false };
}
