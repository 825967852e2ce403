import { checkLink, mentionedUserId } from './check-link';
import type { Entity } from './entity';

/** A link over a text: a mention when it names a person, nothing at all when it is no link. */
export function linkEntity(url: string, offset: number, length: number): Entity[] {
  const userId = mentionedUserId(url);
  if (userId !== null) return [{ type: 'text_mention', offset, length, user: { id: userId } }];
  const link = checkLink(url);
  return link === null ? [] : [{ type: 'text_link', offset, length, url: link }];
}
