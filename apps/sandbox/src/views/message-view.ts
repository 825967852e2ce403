import type { EmulatedMessage } from '@app/telegram-emulator';

import type { MediaView, MessageView } from '../wire';
import { contentsView, contentsWords } from './contents-view';
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
  const { messageId, from, date, editDate, text, entities, replyMarkup, topicId, callId, asChat, asChannel, signature } = message;
  const authorId = authorOf(message, sight);
  return {
    messageId,
    from,
    isMine: authorId === sight.readerId && asChat !== true && asChannel === undefined,
    author: nameOf(message, sight),
    authorId,
    ...(asChat && { asChat }),
    ...(asChannel !== undefined && { asChannel }),
    ...(signature !== undefined && { signature }),
    date,
    ...(editDate !== undefined && { editDate }),
    text,
    entities,
    ...(replyMarkup && { replyMarkup }),
    ...(topicId !== undefined && { topicId }),
    ...(callId !== undefined && { callId }),
    ...contentsView(message, sight.readerId),
    ...surroundingsOf(message, sight),
  };
}

/** What a message is in one line: for lists, quotes and pins. */
export function lineOf(message: EmulatedMessage, sight: Sight): string {
  if (message.service) return serviceOf(message, sight);
  const text = message.text.replace(/\s+/g, ' ').slice(0, QUOTE);
  const beside = message.media ? `[${mediaWords(message.media)}]` : contentsWords(message);
  return beside === undefined ? text : `${beside} ${text}`.trim();
}

type Media = NonNullable<EmulatedMessage['media']>;

function mediaWords({ kind, name }: Media): string {
  return kind === 'document' && name !== undefined ? name : kind.replace('_', ' ');
}

function mediaView({ kind, uniqueId, name, size, mimeType, width, height, groupId, spoiler }: Media): MediaView {
  return {
    kind,
    url: `/api/files/${uniqueId}`,
    size,
    ...(name !== undefined && { name }),
    ...(mimeType !== undefined && { mimeType }),
    ...(width !== undefined && height !== undefined && { width, height }),
    ...(groupId !== undefined && { groupId }),
    ...(spoiler && { spoiler }),
  };
}

function surroundingsOf(message: EmulatedMessage, sight: Sight): Partial<MessageView> {
  const { service, forward, reactions, media } = message;
  const target = message.replyTo === undefined ? undefined : sight.find(message.replyTo);
  return {
    ...(target && { replyTo: { messageId: target.messageId, author: nameOf(target, sight), text: lineOf(target, sight) } }),
    ...(media && { media: mediaView(media) }),
    ...(service && { service: serviceOf(message, sight) }),
    ...(forward && { forwardedFrom: sight.names.of(forward.chatId ?? forward.userId) }),
    ...(reactions && { reactions: reactionsView(reactions, sight.readerId) }),
  };
}

function nameOf(message: EmulatedMessage, sight: Sight): string {
  return sight.names.of(message.asChat ? sight.chatId : (message.asChannel ?? authorOf(message, sight)));
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

function reactionsView(
  reactions: NonNullable<EmulatedMessage['reactions']>,
  readerId: number,
): NonNullable<MessageView['reactions']> {
  const mine = reactions[String(readerId)] ?? [];
  const all = Object.values(reactions).flat();
  return [...new Set(all)].map((emoji) => ({
    emoji,
    count: all.filter((one) => one === emoji).length,
    isMine: mine.includes(emoji),
  }));
}
