import type { ChatType, NamedChat, NamedPerson } from '@app/chat-membership';
import { cleanText } from '@app/telegram';
import type { Say, TextKey } from '@app/texts';

/** Names are cut here, so that a page of them fits into a message. */
export const LONGEST = 64;

const TYPES: Readonly<Record<ChatType, TextKey>> = {
  private: 'word.private',
  group: 'word.group',
  supergroup: 'word.group',
  channel: 'word.channel',
};

/** What a chat of this kind is called. */
export function typeOf(say: Say, type: ChatType): string {
  return say(TYPES[type]).text;
}

/** What a chat is called. */
export function titleOf(say: Say, { title }: Pick<NamedChat, 'title'>): string {
  return cleanText(title ?? undefined, LONGEST) ?? say('word.untitled').text;
}

/** What somebody is called: by their names, else by their username. */
export function nameOf(say: Say, person: Omit<NamedPerson, 'id'> | undefined): string {
  const names = cleanText(`${person?.firstName ?? ''} ${person?.lastName ?? ''}`, LONGEST);
  return names ?? cleanText(person?.username ?? undefined, LONGEST) ?? say('word.somebody').text;
}

/** The same with the username, by which one can write to them. */
export function fullNameOf(say: Say, person: Omit<NamedPerson, 'id'>): string {
  return person.username === null ? nameOf(say, person) : `${nameOf(say, person)} @${person.username}`;
}

/** `@username`, or what stands for none. */
export function usernameOf(say: Say, username: string | null | undefined): string {
  return username === null || username === undefined ? say('word.none').text : `@${username}`;
}
