import { findMessage } from '../world/message-numbers';
import type { AnyChat } from '../world/membership';
import type { World } from '../world/world';
import { updateInBotApiForm, type UpdateBox } from './update-box';

/** The private chat of a bot and a person, or a chat that several share. */
export type ChatPlace = { readonly chatId: number } | { readonly botId: number; readonly personId: number };

/** An update that a bot was told, or will be. */
export interface ToldUpdate {
  readonly botId: number;
  readonly updateId: number;
  /** It waits until its bot takes it. */
  readonly isPending: boolean;
  /** As the Bot API writes it. */
  readonly update: Readonly<Record<string, unknown>>;
}

/** The updates that carry a message, or a button pressed on it, for every bot by the numbers that this bot has for messages. */
export function updatesAbout(world: World, updates: UpdateBox, place: ChatPlace, messageId: number): ToldUpdate[] {
  const isShared = 'chatId' in place;
  const chat = isShared ? world.sharedChats.get(place.chatId) : world.findChat(place.botId, place.personId);
  if (!chat) return [];
  const apiChatId = isShared ? place.chatId : place.personId;
  const bots = [...world.bots.values()].filter((bot) => isShared || bot.id === place.botId);
  return bots.flatMap((bot) =>
    updates
      .known(bot)
      .filter(({ update }) => isAbout(bot.id, chat, { payload: update.payload, apiChatId, messageId }))
      .map(({ update, isPending }) => ({
        botId: bot.id,
        updateId: update.id,
        isPending,
        update: updateInBotApiForm(update),
      })),
  );
}

interface Told {
  payload: unknown;
  apiChatId: number;
  messageId: number;
}

interface Telling {
  message_id?: number;
  chat?: { id: number };
  message?: Telling;
}

function isAbout(botId: number, chat: AnyChat, { payload, apiChatId, messageId }: Told): boolean {
  const telling = payload as Telling;
  const message = telling.message ?? telling;
  if (message.chat?.id !== apiChatId || message.message_id === undefined) return false;
  return findMessage(botId, chat, message.message_id)?.messageId === messageId;
}
