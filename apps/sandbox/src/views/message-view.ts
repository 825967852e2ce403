import type { EmulatedMessage } from '@app/telegram-emulator';

import type { MessageView } from '../wire';
import type { Names } from './names';
import { serviceWords } from './service-words';

const QUOTE = 100;

/** Through whose eyes messages are seen, and where they stand. */
export interface Sight {
  names: Names;
  readerId: number;
  /** Of messages that name no sender: the bot of a private chat, and its person. */
  botId: number | undefined;
  chatId: number | undefined;
  /** A message of the chat by its number; undefined when it is gone. */
  find: (messageId: number) => EmulatedMessage | undefined;
}

export function messageView(message: EmulatedMessage, sight: Sight): MessageView {
  const { messageId, from, date, editDate, text, entities, replyMarkup, topicId, callId, asChat, signature } = message;
  const authorId = authorOf(message, sight);
  return {
    messageId,
    from,
    isMine: authorId === sight.readerId && asChat !== true,
    author: asChat ? sight.names.of(sight.chatId) : sight.names.of(authorId),
    authorId,
    ...(asChat && { asChat }),
    ...(signature !== undefined && { signature }),
    date,
    ...(editDate !== undefined && { editDate }),
    text,
    entities,
    ...(replyMarkup && { replyMarkup }),
    ...(topicId !== undefined && { topicId }),
    ...(callId !== undefined && { callId }),
    ...surroundingsOf(message, sight),
  };
}

/** What a message is in one line: for lists, quotes and pins. */
export function lineOf(message: EmulatedMessage, sight: Sight): string {
  if (message.service) return serviceOf(message, sight);
  return message.text.replace(/\s+/g, ' ').slice(0, QUOTE);
}

function surroundingsOf(message: EmulatedMessage, sight: Sight): Partial<MessageView> {
  const { service, forward, reactions } = message;
  const target = message.replyTo === undefined ? undefined : sight.find(message.replyTo);
  return {
    ...(target && { replyTo: { messageId: target.messageId, author: nameOf(target, sight), text: lineOf(target, sight) } }),
    ...(service && { service: serviceOf(message, sight) }),
    ...(forward && { forwardedFrom: sight.names.of(forward.chatId ?? forward.userId) }),
    ...(reactions && { reactions: counted(Object.values(reactions).flat()) }),
  };
}

function nameOf(message: EmulatedMessage, sight: Sight): string {
  return sight.names.of(message.asChat ? sight.chatId : authorOf(message, sight));
}

function authorOf({ senderId, from }: EmulatedMessage, { botId, readerId }: Sight): number | undefined {
  return senderId ?? (from === 'bot' ? botId : readerId);
}

function serviceOf(message: EmulatedMessage, sight: Sight): string {
  const { service } = message;
  if (!service) return '';
  const words = serviceWords(service, nameOf(message, sight), sight.names);
  const pinned = service.pinned_message === undefined ? undefined : sight.find(service.pinned_message);
  return pinned ? `${words}: «${lineOf(pinned, sight)}»` : words;
}

function counted(emoji: readonly string[]): { emoji: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const one of emoji) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].map(([one, count]) => ({ emoji: one, count }));
}
