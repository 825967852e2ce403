import type { Entity, FormattedText } from './entity';

const BLANK = /[\s\u200b]/u;

/** What Telegram does to every text before it looks at it: control characters go, blanks around the text go, entities are clipped to it. */
export function cleanText({ text, entities }: FormattedText): FormattedText {
  const visible = replaceControlCharacters(text);
  const end = visible.trimEnd().length;
  // Blanks in front go only as far as the first entity: TDLib keeps what an entity covers.
  const firstEntity = Math.min(end, ...entities.map((entity) => entity.offset));
  let begin = 0;
  while (begin < firstEntity && BLANK.test(visible.charAt(begin))) begin += 1;
  return {
    text: visible.slice(begin, end),
    entities: entities.flatMap((entity) => clipped(entity, begin, end)),
  };
}

function clipped(entity: Entity, begin: number, end: number): Entity[] {
  const length = Math.min(entity.offset + entity.length, end) - entity.offset;
  return length > 0 ? [{ ...entity, offset: entity.offset - begin, length }] : [];
}

/** Control characters become blanks, unit by unit, so that the offsets of entities still hold. */
function replaceControlCharacters(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are the very characters that TDLib's clean_input_string replaces
  return text.replace(/[\u0000-\u0009\u000b-\u001f]/gu, ' ');
}
