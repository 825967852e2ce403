import type { PersonView } from '../../src/wire';
import { wordsOf } from '../api';
import type { TelegramLink } from '../links';
import { groupLink, openGroupLink } from '../state/group-link';
import { changeColumn, type Column } from '../state/layout';
import { useStore } from '../state/store';
import { refOfUsername } from '../state/world';
import type { ColumnActs } from './context';

interface ColumnDoings {
  acts: ColumnActs;
  /** A link that asks into which group a bot shall come. */
  groupLink: TelegramLink | null;
  forgetGroupLink: () => void;
}

/** What can be done with a column, and what it waits for. */
export function useColumnActs(column: Column, person: PersonView, notify: ColumnActs['notify']): ColumnDoings {
  const waiting = useStore(groupLink);
  const open: ColumnActs['open'] = (chat, change = {}) => {
    changeColumn(person.key, { chat, topic: 'all', start: undefined, ...change });
  };
  const follow = (link: TelegramLink): boolean => {
    const ref = refOfUsername(link.username);
    if (ref === undefined) return false;
    if (link.startgroup !== undefined) openGroupLink(person.key, link);
    else open(ref, link.start === undefined ? {} : { start: link.start });
    return true;
  };
  const act = (doing: Promise<unknown>): Promise<boolean> =>
    doing.then(
      () => true,
      (error: unknown) => {
        notify(wordsOf(error), true);
        return false;
      },
    );
  return {
    acts: { person, column, open, follow, notify, act },
    groupLink: waiting?.key === person.key ? waiting.link : null,
    forgetGroupLink: () => {
      groupLink.set(null);
    },
  };
}
