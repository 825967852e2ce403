import type { Entity, FormattedText } from './entity';

/** So many characters, and entities, Telegram takes in one message (core.telegram.org/bots/api#sendmessage, limits.tginfo.me). */
const MOST_CHARACTERS = 4_096;
const MOST_ENTITIES = 100;

/** A border is worth using when it leaves a part of at least this share of a message. */
const LEAST_SHARE = 0.25;

/** The longest cluster of characters that is kept together, in UTF-16 units: families of emoji, letters with marks. */
const LONGEST_CLUSTER = 64;

/** In UTF-16 units. */
const LONGEST_CHARACTER = 2;

/** Where to cut, best first: between paragraphs, between lines, after sentences, between words. */
const BORDERS = [/\n\s*\n/gu, /\n/gu, /(?<=[.!?…。！？])\s+/gu, /\s+/gu];

/** What means something only as a whole. */
const WHOLE = new Set(['text_link', 'text_mention', 'custom_emoji', 'code', 'url', 'email', 'mention', 'hashtag', 'bot_command']);

const clusters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * Divides a text into as many as Telegram takes: at paragraphs if it can be, else at lines, sentences, words, and never
 * within a character that people see as one. Formatting that crosses a border goes on behind it; links and code stay whole
 * unless they are longer than a message. Blanks at the borders go, and so do parts that hold nothing else.
 */
export function splitText({ text, entities }: FormattedText, most = MOST_CHARACTERS): FormattedText[] {
  const parts: FormattedText[] = [];
  // There may be tens of thousands of entities; each part looks only at those that may concern it.
  const ahead = entities.toReversed().sort((a, b) => b.offset - a.offset);
  let near: Entity[] = [];
  for (let begin = 0; begin < text.length;) {
    near = near.filter(({ offset, length }) => offset + length > begin);
    near.push(...takeBefore(ahead, begin + most * LONGEST_CHARACTER));
    const formatted = { text, entities: near };
    const end = endOfPart(formatted, begin, most);
    const part = slice(formatted, begin, end);
    if (part.text.trim() !== '') parts.push(part);
    begin = end;
  }
  return parts;
}

/** Takes the entities that begin before a place from the end of a list that is sorted backwards. */
function takeBefore(ahead: Entity[], end: number): Entity[] {
  const last = ahead.findLastIndex(({ offset }) => offset >= end);
  return ahead.splice(last + 1).reverse();
}

function endOfPart(formatted: FormattedText, begin: number, most: number): number {
  const limit = Math.min(endOfCharacters(formatted.text, begin, most), endOfEntities(formatted.entities, begin));
  if (limit >= formatted.text.length) return formatted.text.length;
  const least = begin + Math.max(1, Math.floor((limit - begin) * LEAST_SHARE));
  for (const border of BORDERS) {
    const cut = lastCut(formatted, border, { begin, least, limit });
    if (cut !== null) return cut;
  }
  return Math.max(endOfClusters(formatted.text, begin, limit), begin + 1);
}

/** Where so many characters end, in UTF-16 units. */
function endOfCharacters(text: string, begin: number, most: number): number {
  if (text.length - begin <= most) return text.length;
  let at = begin;
  for (let count = 0; count < most && at < text.length; count++) at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return at;
}

/** Where one entity too many begins. Those that reach in from before count. */
function endOfEntities(sorted: readonly Entity[], begin: number): number {
  const tooMany = sorted[MOST_ENTITIES]?.offset ?? Infinity;
  return tooMany > begin ? tooMany : Infinity;
}

/** The last border that lies outside of what has to stay whole. */
function lastCut(
  { text, entities }: FormattedText,
  border: RegExp,
  { begin, least, limit }: { begin: number; least: number; limit: number },
): number | null {
  const whole = entities.filter(({ type, offset }) => WHOLE.has(type) && offset < limit);
  const window = text.slice(begin, limit + LONGEST_CLUSTER);
  const cuts = [...window.matchAll(border)].map(({ index }) => begin + index);
  const fits = (at: number): boolean =>
    at >= least && at <= limit && !whole.some(({ offset, length }) => offset < at && at < offset + length);
  return cuts.findLast(fits) ?? null;
}

/** The end of the last whole cluster before the limit. */
function endOfClusters(text: string, begin: number, limit: number): number {
  const from = Math.max(begin, limit - LONGEST_CLUSTER);
  const starts = [...clusters.segment(text.slice(from, limit + LONGEST_CLUSTER))].map(({ index }) => from + index);
  const start = starts.findLast((at) => at <= limit && at > begin);
  const end = start ?? limit;
  // A half of a surrogate pair is no text.
  return isLowSurrogate(text, end) ? end - 1 : end;
}

function isLowSurrogate(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** The part between two places, without the line breaks and blanks at its ends. */
function slice({ text, entities }: FormattedText, begin: number, end: number): FormattedText {
  const raw = text.slice(begin, end);
  const from = begin === 0 ? 0 : begin + (raw.length - raw.replace(/^(?:[^\S\n]*\n)+|^[^\S\n]/u, '').length);
  const to = from + text.slice(from, end).trimEnd().length;
  return { text: text.slice(from, to), entities: entities.flatMap((entity) => within(entity, from, to)) };
}

function within(entity: Entity, from: number, to: number): Entity[] {
  const begin = Math.max(entity.offset, from);
  const length = Math.min(entity.offset + entity.length, to) - begin;
  return length > 0 ? [{ ...entity, offset: begin - from, length }] : [];
}
