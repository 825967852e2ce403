import { FmtString } from 'telegraf/format';

/** So many characters a message may have; Telegram refuses what is longer (core.telegram.org/bots/api#sendmessage). */
const LONGEST = 4_096;

/** A text as a message can carry it: one that is too long ends early, with a sign that it does. */
export function fitting({ text, entities = [] }: FmtString): FmtString {
  const characters = [...text];
  if (characters.length <= LONGEST) return new FmtString(text, entities);
  const kept = characters.slice(0, LONGEST - 1).join('');
  const inside = entities.filter(({ offset }) => offset < kept.length);
  const cut = inside.map((entity) => ({ ...entity, length: Math.min(entity.length, kept.length - entity.offset) }));
  return new FmtString(`${kept}…`, cut);
}
