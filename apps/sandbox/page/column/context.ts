import { createContext } from 'preact';
import { useContext } from 'preact/hooks';

import type { PersonView } from '../../src/wire';
import type { TelegramLink } from '../links';
import type { Column } from '../state/layout';

/** What the parts of a column do with it. */
export interface ColumnActs {
  person: PersonView;
  column: Column;
  /** Opens a chat, or the list with null. */
  open: (ref: string | null, change?: Partial<Column>) => void;
  /** Follows a link into Telegram. False when nobody here has that name. */
  follow: (link: TelegramLink) => boolean;
  /** Says something for a moment. */
  notify: (words: string, isBad?: boolean) => void;
  /** Waits for what was begun; says it when it was refused. Resolves to whether it worked. */
  act: (doing: Promise<unknown>) => Promise<boolean>;
}

export const ColumnContext = createContext<ColumnActs | null>(null);

/** The column around this part of the page. */
export function useColumn(): ColumnActs {
  const acts = useContext(ColumnContext);
  if (!acts) throw new Error('This belongs into a column');
  return acts;
}
