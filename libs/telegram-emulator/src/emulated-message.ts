import type { Entity } from '@app/formatting';
import { contentsOf, type Contents } from './world/contents';
import type { ForwardRecord, InlineButton, MessageRecord, ReplyMarkup, ServiceRecord } from './world/message-record';

/** A message as a person sees it. Of a file it has no bytes: those has `TelegramEmulator.file()`. */
export interface EmulatedMessage extends Readonly<Contents> {
  readonly messageId: number;
  readonly from: 'person' | 'bot';
  /** The text, or the caption of the media. */
  readonly text: string;
  readonly entities: readonly Entity[];
  readonly replyMarkup?: ReplyMarkup;
  /** The message it replies to. */
  readonly replyTo?: number;
  /** In a chat that several share: which person or bot. */
  readonly senderId?: number;
  /** It stands there in the name of the chat. */
  readonly asChat?: true;
  /** It stands in a group in the name of this channel. */
  readonly asChannel?: number;
  /** It came by itself from the channel that is linked to the group. */
  readonly isAutomaticForward?: true;
  /** The name under what was written in the name of the chat. */
  readonly signature?: string;
  /** The topic of a forum; without it, General. */
  readonly topicId?: number;
  /** What a service message tells. */
  readonly service?: ServiceRecord;
  readonly forward?: ForwardRecord;
  /** Emoji by the id of the person or bot that reacted. */
  readonly reactions?: Readonly<Record<string, readonly string[]>>;
  /** Seconds since 1970. */
  readonly date: number;
  readonly editDate?: number;
  /** The ledger number of the call that made it. */
  readonly callId?: number;
}

/** Which stretch of a chat; without it, all. */
export interface MessageWindow {
  /** The newest so many. */
  limit?: number;
  /** Only those with a smaller number. */
  before?: number;
  /** Only what stands in this topic of a forum; null is General. */
  topicId?: number | null;
}

export type MessageMatch = RegExp | string | ((message: EmulatedMessage) => boolean);

/** The button with this text on this message, or on the newest that has one. @throws Error that lists what is to be seen instead. */
export function findButton(
  messages: readonly MessageRecord[],
  text: string,
  messageId?: number,
): { target: MessageRecord; data: string } {
  for (const target of messages.toReversed()) {
    const button = messageId === undefined || target.messageId === messageId ? buttonOf(target, text) : undefined;
    if (button) return { target, data: dataOf(button) };
  }
  throw new Error(`There is no button «${text}»${lines(messages.map(visible))}`);
}

function buttonOf({ replyMarkup }: MessageRecord, text: string): InlineButton | undefined {
  return replyMarkup?.inline_keyboard?.flat().find((button) => button.text === text);
}

function dataOf({ text, url, callback_data: data }: InlineButton): string {
  if (data !== undefined) return data;
  throw new Error(`The button «${text}» sends nothing to the bot${url === undefined ? '' : `: it opens ${url}`}`);
}

/** A copy: what a test holds must not change when the bot edits. */
export function visible(message: MessageRecord): EmulatedMessage {
  return structuredClone(message);
}

/** @throws Error when there is no such message. */
export function found(messages: readonly MessageRecord[], messageId: number): EmulatedMessage {
  const message = messages.find((one) => one.messageId === messageId);
  if (!message) throw new Error(`There is no message ${String(messageId)} in this chat`);
  return visible(message);
}

/** A stretch of a chat, the oldest message first. Only what is in it is copied, so that long chats stay cheap to look at. */
export function stretch(messages: readonly MessageRecord[], { limit, before, topicId }: MessageWindow): EmulatedMessage[] {
  const isIn = (one: MessageRecord): boolean =>
    (before === undefined || one.messageId < before) && (topicId === undefined || (one.topicId ?? null) === topicId);
  const all = before === undefined && topicId === undefined ? messages : messages.filter(isIn);
  return (limit === undefined ? all : all.slice(Math.max(0, all.length - limit))).map(visible);
}

export function matcher(match: MessageMatch): (message: EmulatedMessage) => boolean {
  if (typeof match === 'function') return match;
  if (typeof match === 'string') return ({ text }) => text.includes(match);
  const pattern = new RegExp(match.source, match.flags.replace(/[gy]/g, ''));
  return ({ text }) => pattern.test(text);
}

export function wordsFor(match: MessageMatch): string {
  if (typeof match === 'function') return 'the condition';
  return typeof match === 'string' ? `«${match}»` : match.toString();
}

function besideText(message: EmulatedMessage): string {
  const { media, poll } = message;
  if (media) return `(${media.kind} ${media.name ?? media.uniqueId}) `;
  if (poll) return `(poll ${poll.question}) `;
  return Object.keys(contentsOf(message))
    .map((kind) => `(${kind}) `)
    .join('');
}

/** The chat as a test that failed shows it. */
export function lines(messages: readonly EmulatedMessage[]): string {
  if (messages.length === 0) return '. The chat is empty.';
  const shown = messages.slice(-20).map((message) => {
    const { messageId, from, text, replyMarkup } = message;
    const buttons = (replyMarkup?.inline_keyboard ?? []).flat().map((button) => ` [${button.text}]`);
    return `  #${String(messageId)} ${from}: ${besideText(message)}${text}${buttons.join('')}`;
  });
  return `. The chat shows:\n${shown.join('\n')}`;
}
