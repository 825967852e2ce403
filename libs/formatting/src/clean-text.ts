import { arrangeEntities, end, inOrder } from './arrange-entities';
import type { Entity, FormattedText } from './entity';

/**
 * Characters that TDLib replaces or drops (misc.cpp, clean_input_string): control characters but the line break become blanks, and the carriage
 * return, the separators and embeddings U+2028 to U+202E and three combining lines go.
 */
const UNWANTED = /[^\n -\uffff]|[\u030a\u0333\u033f\u2028-\u202e]/g;

/** All but the last mark of direction in a row become U+200C (misc.cpp, replace_offending_characters). */
const DIRECTION_MARKS = /[\u200e\u200f]+(?=[\u200e\u200f])/g;

/** TDLib finds a text of these empty (misc.cpp, strip_empty_characters). */
const EMPTY_FRONT = /^[ \n\u00a0\u1680\u180e\u2000-\u200f\u202e\u202f\u205f\u2800\u3000\ufeff\ufffc\u{e0000}-\u{e007f}]*/u;

/** Whether a text that was cleaned shows nothing to people. */
export function isEmptyText(text: string): boolean {
  return emptyLength(text) === text.length;
}

/** The length of the characters in front that show nothing, in UTF-16 units. */
export function emptyLength(text: string): number {
  return EMPTY_FRONT.exec(text)?.[0].length ?? 0;
}

/**
 * A text as Telegram keeps it (TDLib, MessageEntity.cpp: fix_formatted_text): cleaned, without blanks around it, its entities arranged
 * and clipped to it. Blanks in front go only as far as the first entity.
 */
export function cleanText(given: FormattedText): FormattedText {
  const { text, entities } = cleaned(given.text, arrangeEntities(given.entities.filter(({ length }) => length > 0)));
  let last = text.length;
  while (last > 0 && isBlank(text, last - 1)) last -= 1;
  const inside = entities.flatMap((entity) => clipped(entity, last)).sort(inOrder);
  const most = inside[0]?.offset ?? last;
  let first = 0;
  while (first < most && isBlank(text, first)) first += 1;
  return { text: text.slice(first, last), entities: inside.map((entity) => ({ ...entity, offset: entity.offset - first })) };
}

function isBlank(text: string, at: number): boolean {
  return text.startsWith(' ', at) || text.startsWith('\n', at);
}

function clipped(entity: Entity, last: number): Entity[] {
  const length = Math.min(end(entity), last) - entity.offset;
  return length > 0 ? [{ ...entity, length }] : [];
}

/** The entities stay arranged, although some may share an end once what lay between is gone. */
function cleaned(text: string, entities: Entity[]): FormattedText {
  const dropped: number[] = [];
  const clean = text
    .replace(UNWANTED, (unit, offset: number) => {
      if (unit < ' ' && unit !== '\r') return ' ';
      dropped.push(offset);
      return '';
    })
    .replace(DIRECTION_MARKS, (marks) => '\u200c'.repeat(marks.length));
  if (dropped.length === 0) return { text: clean, entities };
  const place = (at: number): number => at - countBefore(dropped, at);
  const moved = entities.map((entity) => {
    const offset = place(entity.offset);
    return { ...entity, offset, length: place(end(entity)) - offset };
  });
  return { text: clean, entities: arrangeEntities(moved.filter(({ length }) => length > 0)) };
}

/** Counts the sorted numbers that are smaller than the limit. */
function countBefore(sorted: readonly number[], limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? limit) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
