import { inOrder, overlap } from './arrange-entities';
import type { FormattedText } from './entity';

/**
 * What Telegram finds in a text by itself. The patterns are simpler than TDLib's (MessageEntity.cpp): commands and mentions are exact,
 * links need a scheme or `www.`, hashtags and e-mail addresses are the plain ones.
 */
const PATTERNS: readonly (readonly [type: string, pattern: RegExp])[] = [
  ['url', /(?<![\w@])(?:https?:\/\/|www\.)[^\s<>"']*[^\s<>"'.,:;!?()]/giu],
  ['email', /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?![\w-])/giu],
  ['bot_command', /(?<![\p{L}\p{N}_/>\\])\/\w{1,64}(?:@\w{3,32})?(?![\p{L}\p{N}_/<])/gu],
  ['mention', /(?<![\p{L}\p{N}_])@\w{3,32}(?![\p{L}\p{N}_])/gu],
  ['hashtag', /(?<![\p{L}\p{N}_#])#(?=[\p{N}_]*\p{L})[\p{L}\p{N}_]{1,256}(?![\p{L}\p{N}_#])/gu],
];

/** Adds commands, mentions, hashtags, links and addresses, except where an entity that the sender set already stands. */
export function withFoundEntities({ text, entities }: FormattedText): FormattedText {
  const taken = entities.filter((entity) => SOLID.has(entity.type));
  for (const [type, pattern] of PATTERNS) {
    for (const found of text.matchAll(pattern)) {
      const entity = { type, offset: found.index, length: found[0].length };
      if (!taken.some((one) => overlap(one, entity))) taken.push(entity);
    }
  }
  return { text, entities: [...new Set([...entities, ...taken])].sort(inOrder) };
}

/** Entities that no found one may touch; bold and the like may lie over them. */
const SOLID = new Set(['code', 'pre', 'text_link', 'text_mention', 'custom_emoji', 'date_time']);
