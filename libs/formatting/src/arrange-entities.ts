import type { Entity } from './entity';

/** What stands first for entities that cover the same text (TDLib, MessageEntity.cpp: get_type_priority). */
const PRIORITY: Record<string, number> = {
  blockquote: 0,
  expandable_blockquote: 0,
  pre: 11,
  code: 20,
  text_link: 49,
  text_mention: 49,
  bold: 90,
  italic: 91,
  underline: 92,
  strikethrough: 93,
  spoiler: 94,
  custom_emoji: 99,
};

const STYLES = new Set(['bold', 'italic', 'underline', 'strikethrough', 'spoiler']);

/** Telegram's order: by begin, the longer first, then by kind. */
export function inOrder(a: Entity, b: Entity): number {
  if (a.offset !== b.offset) return a.offset - b.offset;
  return a.length === b.length ? (PRIORITY[a.type] ?? 50) - (PRIORITY[b.type] ?? 50) : b.length - a.length;
}

/**
 * Entities as TDLib leaves them (fix_entities): nothing lies in or across code, styles of one kind that touch are one, all in order.
 */
export function arrangeEntities(entities: readonly Entity[]): Entity[] {
  const verbatim = entities.filter(isVerbatim).filter((one, i, all) => !all.slice(0, i).some((other) => overlap(one, other)));
  const others = entities.filter((entity) => !isVerbatim(entity)).flatMap((entity) => outside(entity, verbatim));
  const solid = [...verbatim, ...others.filter((entity) => !STYLES.has(entity.type))];
  return [
    ...solid,
    ...joined(
      others.filter((entity) => STYLES.has(entity.type)),
      solid,
    ),
  ].sort(inOrder);
}

export function overlap(a: Entity, b: Entity): boolean {
  return a.offset < end(b) && b.offset < end(a);
}

function isVerbatim({ type }: Entity): boolean {
  return type === 'code' || type === 'pre';
}

function end({ offset, length }: Entity): number {
  return offset + length;
}

/** The parts of an entity that no code covers. A quotation may hold code; so it stays whole. */
function outside(entity: Entity, verbatim: readonly Entity[]): Entity[] {
  if (entity.type.endsWith('blockquote')) return [entity];
  return verbatim.reduce<Entity[]>((parts, cut) => parts.flatMap((part) => without(part, cut)), [entity]);
}

function without(part: Entity, cut: Entity): Entity[] {
  if (!overlap(part, cut)) return [part];
  const before = { ...part, length: cut.offset - part.offset };
  const after = { ...part, offset: end(cut), length: end(part) - end(cut) };
  return [before, after].filter((rest) => rest.length > 0);
}

/** Joins neighbours of one kind, unless the border of a link or of code runs between them. */
function joined(styles: readonly Entity[], solid: readonly Entity[]): Entity[] {
  const result: Entity[] = [];
  for (const entity of [...styles].sort(inOrder)) {
    const before = result.findLast((one) => one.type === entity.type);
    const borderBetween = solid.some((one) => one.offset === entity.offset || end(one) === entity.offset);
    if (before && (end(before) > entity.offset || (end(before) === entity.offset && !borderBetween))) {
      before.length = Math.max(end(before), end(entity)) - before.offset;
    } else {
      result.push({ ...entity });
    }
  }
  return result;
}
