import { end, inOrder } from './arrange-entities';
import { characterCount } from './character-count';
import { emptyLength, isEmptyText } from './clean-text';
import type { Entity, FormattedText } from './entity';
import { bytesOf, MOST_ENTITIES, MOST_ENTITY_BYTES } from './entity-room';

/** Telegram takes this many characters in one message (core.telegram.org/bots/api#sendmessage). */
const MOST_CHARACTERS = 4_096;

/** A border is worth using when it leaves a part of at least half of a message; if there is none, a quarter will do. */
const LEAST_SHARES = [0.5, 0.25];

/** The longest cluster of characters that is kept together, in UTF-16 units: families of emoji, letters with marks. */
const LONGEST_CLUSTER = 64;

/** Where to cut, best first: between paragraphs, between lines, after sentences, between words. */
const BORDERS = [/\n\s*\n/gu, /\n/gu, /(?<=[.!?…。！？])\s+/gu, /\s+/gu];

/** What means something only as a whole. */
const WHOLE = new Set([
  'text_link',
  'text_mention',
  'custom_emoji',
  'date_time',
  'code',
  'url',
  'email',
  'mention',
  'hashtag',
  'bot_command',
]);

/** A flag is two letters, which are two UTF-16 units each. */
const FLAG_LETTER = /^[\u{1f1e6}-\u{1f1ff}]/u;
const FLAG_LENGTH = 4;

const clusters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

export interface Room {
  /** Characters in one part. */
  readonly characters?: number;
  /** Characters in the first part, if that is another kind of message. */
  readonly first?: number;
  /** No more parts than one above this are made: the text is too long then. */
  readonly parts?: number;
}

/**
 * Divides a text into parts that Telegram takes: at paragraphs if it can be, else at lines, sentences, words, and never within a
 * character that people see as one. No part has more entities than Telegram formats. Formatting that crosses a border goes on behind
 * it; links and code stay whole unless they are longer than a message. Blanks at the borders go, and so do parts in which nothing can
 * be seen. Every entity is looked at once, and once more for every part that it reaches into.
 */
export function splitText({ text, entities }: FormattedText, room: Room = {}): FormattedText[] {
  const { characters = MOST_CHARACTERS, first = characters, parts: mostParts = Infinity } = room;
  const parts: FormattedText[] = [];
  const sorted = entities.toSorted(inOrder);
  let next = 0;
  let open: Entity[] = [];
  for (let begin = 0; begin < text.length && parts.length <= mostParts;) {
    const limit = limitOf(text, { begin, characters: parts.length === 0 ? first : characters, open, sorted, next });
    const reaching = open.concat(sorted.slice(next, limit.next));
    const cut = endOfPart({ text, entities: reaching }, begin, limit.at);
    const part = slice({ text, entities: reaching }, begin, cut);
    if (!isEmptyText(part.text)) parts.push(part);
    next = firstFrom(sorted, next, cut);
    open = reaching.filter((entity) => entity.offset < cut && end(entity) > cut);
    begin = cut;
  }
  return parts;
}

/**
 * The beginning of a text that has no room in one message, with a note behind it, both together within the limit; the text itself if it
 * fits. It is cut between two characters as people see them.
 */
export function cutText(formatted: FormattedText, note: string): FormattedText {
  const { text, entities } = formatted;
  if (endOfCharacters(text, 0, MOST_CHARACTERS) === text.length) return formatted;
  const cut = endOfClusters(text, 0, endOfCharacters(text, 0, MOST_CHARACTERS - characterCount(note)));
  const to = text.slice(0, cut).trimEnd().length;
  return { text: text.slice(0, to) + note, entities: entities.flatMap((entity) => within(entity, 0, to)) };
}

/** The text from its first character on that shows something: behind a heading, a part of nothing else would be a bare heading. */
export function fromFirstVisible({ text, entities }: FormattedText): FormattedText {
  const from = emptyLength(text);
  return { text: text.slice(from), entities: entities.flatMap((entity) => within(entity, from, text.length)) };
}

/** The number of the first entity from here on that begins at a place or behind it. */
function firstFrom(sorted: readonly Entity[], next: number, place: number): number {
  let found = next;
  for (let entity = sorted[found]; entity && entity.offset < place; entity = sorted[found]) found += 1;
  return found;
}

interface Beginning {
  readonly begin: number;
  readonly characters: number;
  /** Entities that reach in from the part before. */
  readonly open: readonly Entity[];
  readonly sorted: readonly Entity[];
  readonly next: number;
}

/** Finds the latest possible end of a part, and the first entity behind it. */
function limitOf(text: string, { begin, characters, open, sorted, next }: Beginning): { at: number; next: number } {
  const at = endOfCharacters(text, begin, characters);
  let count = open.length;
  let bytes = open.reduce((sum, entity) => sum + shareOf(entity), 0);
  let i = next;
  for (let entity = sorted[i]; entity && entity.offset < at; entity = sorted[++i]) {
    count += 1;
    bytes += shareOf(entity);
    // An entity at the beginning of the part cannot be left to the next one.
    if (entity.offset > begin && (count > MOST_ENTITIES || bytes > MOST_ENTITY_BYTES)) return { at: entity.offset, next: i };
  }
  return { at, next: i };
}

/** An entity that is too large for any message does not count: a message of its own would not help it. */
function shareOf(entity: Entity): number {
  const bytes = bytesOf(entity);
  return bytes > MOST_ENTITY_BYTES ? 0 : bytes;
}

function endOfPart(formatted: FormattedText, begin: number, limit: number): number {
  if (limit >= formatted.text.length) return formatted.text.length;
  for (const share of LEAST_SHARES) {
    const least = begin + Math.max(1, Math.floor((limit - begin) * share));
    for (const border of BORDERS) {
      const cut = lastCut(formatted, border, { begin, least, limit });
      if (cut !== null) return cut;
    }
  }
  return Math.max(endOfClusters(formatted.text, begin, limit), begin + 1);
}

/** The end of a number of characters, in UTF-16 units. */
function endOfCharacters(text: string, begin: number, most: number): number {
  if (text.length - begin <= most) return text.length;
  let at = begin;
  for (let count = 0; count < most && at < text.length; count++) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at;
}

/** The last border that lies outside of what has to stay whole. */
function lastCut(
  { text, entities }: FormattedText,
  border: RegExp,
  { begin, least, limit }: { begin: number; least: number; limit: number },
): number | null {
  const whole = entities.filter(({ type }) => WHOLE.has(type));
  const window = text.slice(begin, limit + LONGEST_CLUSTER);
  const cuts = [...window.matchAll(border)].map(({ index }) => begin + index);
  const fits = (at: number): boolean =>
    at >= least && at <= limit && !whole.some((entity) => entity.offset < at && at < end(entity));
  return cuts.findLast(fits) ?? null;
}

/** The end of the last whole cluster before the limit. */
function endOfClusters(text: string, begin: number, limit: number): number {
  const from = outsideOfFlag(text, begin, Math.max(begin, limit - LONGEST_CLUSTER));
  const starts = [...clusters.segment(text.slice(from, limit + LONGEST_CLUSTER))].map(({ index }) => from + index);
  const start = starts.findLast((at) => at <= limit && at > begin);
  const last = start ?? limit;
  // A half of a surrogate pair is no text.
  return isLowSurrogate(text, last) ? last - 1 : last;
}

/** Flags are pairs of letters, so which letters belong together shows only from the beginning of a run of them. */
function outsideOfFlag(text: string, begin: number, from: number): number {
  const place = isLowSurrogate(text, from) ? from - 1 : from;
  let run = place;
  while (run - 2 >= begin && FLAG_LETTER.test(text.slice(run - 2, run + 2))) run -= 2;
  return Math.max(begin, place - ((place - run) % FLAG_LENGTH));
}

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** The part between two places, without the line breaks and blanks at its ends. */
function slice({ text, entities }: FormattedText, begin: number, cut: number): FormattedText {
  const raw = text.slice(begin, cut);
  const from = begin === 0 ? 0 : begin + (raw.length - raw.replace(/^(?:[^\S\n]*\n)+|^[^\S\n]/u, '').length);
  const to = from + text.slice(from, cut).trimEnd().length;
  const inside = entities.flatMap((entity) => within(entity, from, to));
  return { text: text.slice(from, to), entities: inside.slice(0, MOST_ENTITIES) };
}

function within(entity: Entity, from: number, to: number): Entity[] {
  const begin = Math.max(entity.offset, from);
  const length = Math.min(end(entity), to) - begin;
  return length > 0 ? [{ ...entity, offset: begin - from, length }] : [];
}
