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

/**
 * So many of the newest are looked through for words, and more for longer pages: that soon finds what is in one message of fifty.
 * For anything rarer the index is asked for all that have the words.
 */
const LOOKED_THROUGH = 1_000;
const OF_EACH = 50;

const OPEN = `message.status = 'queued'`;
const MATCHES = `to_tsvector('simple', coalesce(message.text, '')) @@ to_tsquery('simple', :words)`;

/** There is an index of the words of what has ended; what has not is looked through. Said in the words of the indexes. */
const STATES = [`status <> 'queued'`, WAITING, SCHEDULED];

type Query = SelectQueryBuilder<Message>;

/** The newest messages of those which the query selects, and which are looked for. */
export async function newest(query: Query, search: MessageSearch, most: number): Promise<Message[]> {
  const place = narrowToPlace(query.clone(), search);
  const wanted = narrowToKind(place.clone(), search);
  const newestOf = (among: Query): Promise<Message[]> => among.orderBy('message.id', 'DESC').take(most).getMany();
  if (search.text === undefined) return await newestOf(wanted);
  wanted.setParameters({ words: wordsOf(search.text) });
  const far = Math.max(LOOKED_THROUGH, OF_EACH * most);
  const last = await place.clone().select('message.id').orderBy('message.id', 'DESC').offset(far).limit(1).getOne();
  const near = wanted.clone().andWhere(MATCHES);
  const found = await newestOf(last ? near.andWhere('message.id > :last', { last: last.id }) : near);
  if (!last || found.length === most) return found;
  const matching = STATES.map((state) => wanted.clone().select('message.id').andWhere(state).andWhere(MATCHES).getQuery());
  return await newestOf(wanted.andWhere(`message.id = any(array(${matching.join(' union all ')}))`));
}

function narrowToPlace(query: Query, { chatId, from, to }: MessageSearch): Query {
  if (chatId !== undefined) query.andWhere('message.chatId = :chatId', { chatId });
  if (from !== undefined) {
    query.andWhere('message.createdAt >= :from and message.id >= :fromId', { from, fromId: idAt(from, -CLOCKS_APART_MS) });
  }
  if (to !== undefined) query.andWhere('message.createdAt < :to and message.id < :toId', { to, toId: idAt(to, CLOCKS_APART_MS) });
  return query;
}

function narrowToKind(query: Query, { status, type }: MessageSearch): Query {
  if (status !== undefined) query.andWhere(conditionOf(status));
  if (type !== undefined) query.andWhere('message.type = :type', { type });
  return query;
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

/** A word of one or two letters is the beginning of too many: it is looked for as a whole. */
const LEAST_BEGINNING = 3;

/** The words that are looked for. What is no word is left out, so that nothing is an operator. */
export function searchedWords(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** Every word as a beginning, and all of them. */
function wordsOf(text: string): string {
  return searchedWords(text)
    .map((word) => `'${word}'${word.length < LEAST_BEGINNING ? '' : ':*'}`)
    .join(' & ');
}
