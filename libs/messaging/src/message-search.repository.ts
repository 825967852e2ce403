import type { SelectQueryBuilder } from 'typeorm';
import type { Message, MessageStatus, MessageType } from './message.entity';
import { SCHEDULED, WAITING } from './turns.sql';

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

/** So many of the newest are looked through for words, which soon finds what is in many, before the index is asked for all that have them. */
const LOOKED_THROUGH = 1_000;

const OPEN = `message.status = 'queued'`;

const matches = (message: string): string =>
  `to_tsvector('simple', coalesce(${message}.text, '')) @@ to_tsquery('simple', :words)`;

/** There is an index of the words of what has ended; what has not is looked through. Said in the words of the indexes. */
const MATCHING = [`status <> 'queued'`, WAITING, SCHEDULED]
  .map((state) => `select hit.id from messages hit where ${state} and hit.account_id = :accountId and ${matches('hit')}`)
  .join(' union all ');

/** The newest of an account's messages that are looked for. The query has `accountId`, and says of which messages otherwise. */
export async function newest(query: SelectQueryBuilder<Message>, search: MessageSearch, most: number): Promise<Message[]> {
  narrow(query, search);
  const found = (wanted: SelectQueryBuilder<Message>): Promise<Message[]> => wanted.take(most).getMany();
  const ordered = query.orderBy('message.id', 'DESC');
  if (search.text === undefined) return await found(ordered);
  ordered.setParameters({ words: wordsOf(search.text) });
  const last = await ordered.clone().select('message.id').offset(LOOKED_THROUGH).limit(1).getOne();
  const among = ordered.clone().andWhere(matches('message'));
  if (last) among.andWhere('message.id > :last', { last: last.id });
  const messages = await found(among);
  if (!last || messages.length === most) return messages;
  return await found(ordered.andWhere(`message.id = any(array(${MATCHING}))`));
}

function narrow(query: SelectQueryBuilder<Message>, { chatId, status, type, from, to }: MessageSearch): void {
  if (chatId !== undefined) query.andWhere('message.chatId = :chatId', { chatId });
  if (status !== undefined) query.andWhere(conditionOf(status));
  if (type !== undefined) query.andWhere('message.type = :type', { type });
  if (from !== undefined) {
    query.andWhere('message.createdAt >= :from and message.id >= :fromId', { from, fromId: idAt(from, -CLOCKS_APART_MS) });
  }
  if (to !== undefined) query.andWhere('message.createdAt < :to and message.id < :toId', { to, toId: idAt(to, CLOCKS_APART_MS) });
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
