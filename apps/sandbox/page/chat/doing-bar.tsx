import type { VNode } from 'preact';

import { Icon, IconButton } from '../parts/icon';
import { useChat } from './context';

/** To what one replies, or what one edits. */
export function DoingBar(): VNode | null {
  const { doing, setDoing } = useChat();
  if (!doing) return null;
  const { kind, message } = doing;
  return (
    <div class="doing-bar">
      <Icon name={kind} />
      <span>
        <b>{kind === 'edit' ? 'Edit' : `Reply to ${message.author}`}</b> {message.service ?? message.text}
      </span>
      <IconButton
        icon="close"
        label={kind === 'edit' ? 'Cancel the edit' : 'Cancel the reply'}
        onClick={() => {
          setDoing(null);
        }}
      />
    </div>
  );
}
