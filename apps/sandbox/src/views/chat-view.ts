import {
  ADMIN_RIGHTS,
  type Chat,
  type EmulatedBot,
  type EmulatedMessage,
  type MessageWindow,
  type Person,
  type TelegramEmulator,
} from '@app/telegram-emulator';

import type { Place } from '../place';
import type { ChatLine, ChatView, CommandView } from '../wire';
import { keyboardView } from './keyboard-view';
import { lineOf, messageView, type Sight } from './message-view';
import { Names } from './names';
import { topicView } from './world-view';

/** How far back a keyboard is looked for. */
const KEYBOARD_REACH = 200;

/** Somebody looks at a chat. */
interface Look {
  telegram: TelegramEmulator;
  person: Person;
  names: Names;
}

/** The list of chats of a person: every bot, then every chat that is still there, the newest first. */
export function chatLines(telegram: TelegramEmulator, person: Person): ChatLine[] {
  const look = { telegram, person, names: new Names(telegram) };
  const bots = telegram.bots().map((bot): Place => ({ kind: 'private', ref: bot.username, bot }));
  const chats = telegram.chats().filter((chat) => !chat.isClosed);
  const places = [...bots, ...chats.map((chat): Place => ({ kind: 'shared', ref: String(chat.id), chat }))];
  return places.map((place) => chatLine(look, place)).sort((one, other) => (other.last?.date ?? 0) - (one.last?.date ?? 0));
}

/** A chat as the person has it open. The window says which of its messages. */
export function chatView(
  telegram: TelegramEmulator,
  person: Person,
  place: Place,
  { limit = 60, ...window }: MessageWindow,
): ChatView {
  const look = { telegram, person, names: new Names(telegram) };
  const sight = sightOf(look, place);
  const sees = maySee(person, place);
  const found = sees ? messagesOf(person, place, { ...window, limit: limit + 1 }) : [];
  const shown = found.slice(-limit);
  const keyboard = sees ? keyboardView(messagesOf(person, place, { limit: KEYBOARD_REACH })) : undefined;
  return {
    ...chatLine(look, place),
    ...factsOf(person, place),
    pinned: pinnedIn(person, place, sight),
    ...(keyboard && { keyboard }),
    commands: commandsIn(look, place),
    messages: shown.map((message) => messageView(message, sight)),
    hasEarlier: found.length > shown.length,
  };
}

type Facts = Pick<ChatView, 'username' | 'description' | 'botId' | 'blocked' | 'rights' | 'topics' | 'memberCount'>;

function factsOf(person: Person, place: Place): Facts {
  return place.kind === 'private' ? botFacts(person, place.bot) : sharedFacts(person, place.chat);
}

function botFacts(person: Person, bot: EmulatedBot): Facts {
  const { id: botId, username } = bot;
  const { description } = person.botProfile(bot);
  return { username, description, botId, blocked: person.hasBlocked(bot), rights: [], topics: [], memberCount: 2 };
}

function sharedFacts(person: Person, chat: Chat): Facts {
  const { username, description, topics, members } = chat;
  const me = members.find(({ userId }) => userId === person.id);
  return {
    ...(username !== undefined && { username }),
    ...(description !== undefined && { description }),
    blocked: false,
    rights: me?.status === 'creator' ? ADMIN_RIGHTS : (me?.rights ?? []),
    topics: topics.map(topicView),
    memberCount: members.filter(({ status }) => status !== 'left' && status !== 'kicked').length,
  };
}

function chatLine(look: Look, place: Place): ChatLine {
  const { person } = look;
  const [last] = maySee(person, place) ? messagesOf(person, place, { limit: 1 }) : [];
  const sight = sightOf(look, place);
  const said = last && messageView(last, sight);
  const isGroup = place.kind === 'shared' && place.chat.type !== 'channel';
  return {
    ref: place.ref,
    ...(place.kind === 'private'
      ? { kind: 'private', title: place.bot.name, isForum: false, status: 'member' }
      : { kind: place.chat.type, title: place.chat.title, isForum: place.chat.isForum, status: place.chat.statusOf(person) }),
    ...(last &&
      said && {
        last: {
          messageId: last.messageId,
          date: last.date,
          ...(isGroup && !last.service && { author: said.author }),
          text: lineOf(last, sight),
          isMine: said.isMine,
        },
      }),
  };
}

/** A chat without a public name shows itself to its members only. */
function maySee(person: Person, place: Place): boolean {
  if (place.kind === 'private' || place.chat.username !== undefined) return true;
  const status = place.chat.statusOf(person);
  return status !== 'left' && status !== 'kicked';
}

function messagesOf(person: Person, place: Place, window: MessageWindow): EmulatedMessage[] {
  return place.kind === 'private' ? person.messages(place.bot, window) : place.chat.messages(window);
}

function sightOf({ person, names }: Look, place: Place): Sight {
  return {
    names,
    readerId: person.id,
    botId: place.kind === 'private' ? place.bot.id : undefined,
    chatId: place.kind === 'shared' ? place.chat.id : undefined,
    find: (messageId) => findMessage(person, place, messageId),
  };
}

function findMessage(person: Person, place: Place, messageId: number): EmulatedMessage | undefined {
  try {
    return place.kind === 'private' ? person.message(place.bot, messageId) : place.chat.message(messageId);
  } catch {
    return undefined; // deleted meanwhile
  }
}

function pinnedIn(person: Person, place: Place, sight: Sight): ChatView['pinned'] {
  if (!maySee(person, place)) return [];
  const ids = place.kind === 'private' ? person.pinned(place.bot) : place.chat.pinned;
  return ids.flatMap((messageId) => {
    const message = sight.find(messageId);
    return message ? [{ messageId, text: lineOf(message, sight) }] : [];
  });
}

function commandsIn({ telegram, person }: Look, place: Place): CommandView[] {
  if (place.kind === 'private') return person.commandsOf(place.bot).map((one) => ({ ...one, bot: place.bot.username }));
  return botsIn(telegram, place.chat).flatMap((bot) =>
    person.commandsOf(bot, place.chat).map((one) => ({ ...one, bot: bot.username })),
  );
}

function botsIn(telegram: TelegramEmulator, chat: Chat): ReturnType<TelegramEmulator['bots']> {
  return telegram.bots().filter((bot) => !['left', 'kicked'].includes(chat.statusOf(bot)));
}
