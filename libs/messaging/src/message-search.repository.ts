import type { SelectQueryBuilder } from 'typeorm';
import type { Message, MessageStatus, MessageType } from './message.entity';

/** Which messages are looked for; what is left out does not matter. */
export interface MessageSearch {
  readonly chatId?: string;
  readonly status?: MessageStatus;
  readonly type?: MessageType;
  /** Words that occur in the text or the caption, each of them at least as a beginning. */
  readonly text?: string;
  /** Accepted then or later. */
  readonly from?: Date;
  /** Accepted before. */
  readonly to?: Date;
}

/** Ids are made with the time of the process that accepts, which may be wrong by as much. */
const CLOCKS_APART_MS = 3_600_000;

/** There is an index of the words of what has ended; what has not is looked through. Said in the words of both indexes. */
const [ENDED, OPEN] = [`message.status <> 'queued'`, `message.status = 'queued'`];
const MATCHES = `to_tsvector('simple', coalesce(message.text, '')) @@ to_tsquery('simple', :words)`;

/** Only the messages that are looked for. */
export function narrow(query: SelectQueryBuilder<Message>, { chatId, status, type, text, from, to }: MessageSearch): void {
  if (chatId !== undefined) query.andWhere('message.chatId = :chatId', { chatId });
  if (status !== undefined) query.andWhere(conditionOf(status));
  if (type !== undefined) query.andWhere('message.type = :type', { type });
  if (from !== undefined) {
    query.andWhere('message.createdAt >= :from and message.id >= :fromId', { from, fromId: idAt(from, -CLOCKS_APART_MS) });
  }
  if (to !== undefined) query.andWhere('message.createdAt < :to and message.id < :toId', { to, toId: idAt(to, CLOCKS_APART_MS) });
  if (text !== undefined) {
    query.andWhere(`(${ENDED} and ${MATCHES} or ${OPEN} and ${MATCHES})`, { words: wordsOf(text) });
  }
}

/** As constants, so that the indexes of the rare states are found; a state is one of few words. */
function conditionOf(status: MessageStatus): string {
  const called = 'message.id in (select message_id from lanes where message_id is not null)';
  if (status === 'sending') return `${OPEN} and ${called}`;
  return status === 'queued' ? `${OPEN} and not ${called}` : `message.status = '${status}'`;
}

/** The least id of a time (RFC 9562, version 7): the index of ids finds the time, so that nobody walks there. */
function idAt(time: Date, laterMs: number): string {
  const ms = Math.max(0, time.getTime() + laterMs);
  const hex = ms.toString(16).padStart(12, '0').slice(-12);
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** Every word as a beginning, and all of them. What is no word is left out, so that nothing is an operator. */
function wordsOf(text: string): string {
  const words = text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return words.map((word) => `'${word}':*`).join(' & ');
}
