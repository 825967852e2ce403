import type { VNode } from 'preact';

import { Icon } from '../parts/icon';
import { useChat } from './context';
import { showMessage } from './show-message';

/** The newest pinned message; pressing it goes there. */
export function PinnedBar(): VNode | null {
  const { chat } = useChat();
  const newest = chat.pinned.at(-1);
  if (!newest) return null;
  const more = chat.pinned.length > 1 ? ` (${String(chat.pinned.length)})` : '';
  return (
    <button
      type="button"
      class="pinned-bar"
      onClick={(event) => {
        showMessage(event.currentTarget, newest.messageId);
      }}
    >
      <Icon name="pin" />
      <span>
        <b>Pinned{more}</b> {newest.text}
      </span>
    </button>
  );
}
