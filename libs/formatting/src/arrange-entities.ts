import type { Entity } from './entity';

/** The order of entities that cover the same text (TDLib, MessageEntity.cpp: get_type_priority). */
const PRIORITY: Record<string, number> = {
  blockquote: 0,
  expandable_blockquote: 0,
  pre: 11,
  code: 20,
  date_time: 30,
  text_link: 49,
  text_mention: 49,
  bold: 90,
  italic: 91,
  underline: 92,
  strikethrough: 93,
  spoiler: 94,
  custom_emoji: 99,
};

/** Styles may lie in, over and across each other and everything but code. */
const STYLES = ['bold', 'italic', 'underline', 'strikethrough', 'spoiler'];

/** No style stands in these. */
const PLAIN = new Set(['pre', 'code', 'date_time']);

/** Telegram's order: by begin, the longer first, then by kind. */
export function inOrder(a: Entity, b: Entity): number {
  if (a.offset !== b.offset) return a.offset - b.offset;
  return a.length === b.length ? priority(a) - priority(b) : b.length - a.length;
}

/** A block with a language goes before one without, as PreCode before Pre in TDLib. */
function priority({ type, language }: Entity): number {
  return type === 'pre' && language !== undefined ? 10 : (PRIORITY[type] ?? 50);
}

/**
 * Entities as TDLib leaves them (fix_entities): links, code and the like neither overlap nor nest, quotations hold them whole or not at
 * all, no style stands in code, styles of one kind that touch are one, and they are cut where they begin or end within another.
 */
export function arrangeEntities(entities: readonly Entity[]): Entity[] {
  const sorted = entities.toSorted(inOrder);
  const styles = sorted.filter(({ type }) => STYLES.includes(type));
  const quotations = apart(sorted.filter(isQuotation));
  const solid = apart(sorted.filter((entity) => !STYLES.includes(entity.type) && !isQuotation(entity)));
  const frames = [...withinQuotations(solid, quotations), ...quotations].sort(inOrder);
  if (frames.length === 0 && styles.length < 2) return sorted;
  return [...frames, ...new StyleSplitter(styles).split(frames)].sort(inOrder);
}

export function overlap(a: Entity, b: Entity): boolean {
  return a.offset < end(b) && b.offset < end(a);
}

function isQuotation({ type }: Entity): boolean {
  return type === 'blockquote' || type === 'expandable_blockquote';
}

export function end({ offset, length }: Entity): number {
  return offset + length;
}

/** Keeps the first of entities that overlap. */
function apart(sorted: readonly Entity[]): Entity[] {
  let lastEnd = 0;
  return sorted.filter((entity) => {
    if (entity.offset < lastEnd) return false;
    lastEnd = end(entity);
    return true;
  });
}

/** Drops links, code and the like that cross the border of a quotation. */
function withinQuotations(solid: readonly Entity[], quotations: readonly Entity[]): Entity[] {
  let next = 0;
  return solid.filter((entity) => {
    let quotation = quotations[next];
    while (quotation && end(quotation) <= entity.offset) quotation = quotations[++next];
    if (!quotation || quotation.offset >= end(entity)) return true;
    return quotation.offset <= entity.offset && end(entity) <= end(quotation);
  });
}

interface Run {
  begin: number;
  end: number;
}

/** Cuts styles at the borders of what they cross, in one pass through both lists. */
class StyleSplitter {
  private readonly runs = new Map<string, Run>();
  private readonly result: Entity[] = [];
  private next = 0;

  /** @param styles in Telegram's order */
  constructor(private readonly styles: readonly Entity[]) {}

  /** @param frames everything but styles, in Telegram's order */
  split(frames: readonly Entity[]): Entity[] {
    const open: Entity[] = [];
    for (const frame of frames) {
      this.closeUntil(open, frame.offset);
      open.push(frame);
    }
    this.closeUntil(open, Infinity);
    return this.result;
  }

  private closeUntil(open: Entity[], offset: number): void {
    for (let last = open.at(-1); last && offset >= end(last); last = open.at(-1)) {
      const before = this.result.length;
      this.advance(end(last));
      if (PLAIN.has(last.type)) this.result.length = before;
      open.pop();
    }
    this.advance(offset);
  }

  /** Takes the styles that begin before a place, and writes what lies before it. */
  private advance(place: number): void {
    for (let style = this.styles[this.next]; style && style.offset < place; style = this.styles[this.next]) {
      const run = this.runs.get(style.type);
      if (run && style.offset <= run.end) {
        run.end = Math.max(run.end, end(style));
      } else {
        this.flush(style.offset);
        this.runs.set(style.type, { begin: style.offset, end: end(style) });
      }
      this.next += 1;
    }
    this.flush(place);
  }

  private flush(place: number): void {
    for (const type of STYLES) {
      const run = this.runs.get(type);
      if (!run || run.begin >= place) continue;
      const upTo = Math.min(run.end, place);
      this.result.push({ type, offset: run.begin, length: upTo - run.begin });
      if (run.end <= place) this.runs.delete(type);
      else run.begin = place;
    }
  }
}
