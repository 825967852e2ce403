import { checkLink } from './check-link';
import type { Entity } from './entity';
import type { Writer } from './source';
import { mentionedUserId } from './tg-link';

/** The text of a link is taken for its address up to this length, so that many links around one long text are still read in time. */
const LONGEST_SHOWN_ADDRESS = 256;

/** A link over a text: a mention when it names a person, nothing at all when it is no link. */
export function linkEntity(url: string, place: Pick<Entity, 'offset' | 'length'>): Entity[] {
  const userId = mentionedUserId(url);
  if (userId !== null) return [{ type: 'text_mention', ...place, user: { id: userId } }];
  const link = checkLink(url);
  return 'fault' in link ? [] : [{ type: 'text_link', ...place, url: link.url }];
}

/** The address of a link that names none: its text, which begins at the mark and has this length. */
export function shownAddress(writer: Writer, mark: number, length: number): string {
  return length > LONGEST_SHOWN_ADDRESS ? '' : writer.since(mark);
}
