import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';

import type { MessageView } from '../../src/wire';
import { call } from '../api';
import { useColumn } from '../column/context';
import { Icon, IconButton } from '../parts/icon';
import { useChat } from './context';

/** What can be done with a message; shown while it is hovered or focused. */
export function MessageActions({ message }: { message: MessageView }): VNode {
  const { act } = useColumn();
  const { chat, may, path, setDoing, showRaw } = useChat();
  const { messageId, isMine, service } = message;
  const isMember = !['left', 'kicked'].includes(chat.status);
  const isChannel = chat.kind === 'channel';
  const mayPin = chat.kind !== 'private' && may(isChannel ? 'can_edit_messages' : 'can_pin_messages');
  const mayEdit = service === undefined && (isMine || (isChannel && may('can_edit_messages')));
  return (
    <span class="message-actions" role="group" aria-label="Message">
      {isMember && (
        <IconButton
          icon="reply"
          label="Reply"
          onClick={() => {
            setDoing({ kind: 'reply', message });
          }}
        />
      )}
      {mayEdit && (
        <IconButton
          icon="edit"
          label="Edit"
          onClick={() => {
            setDoing({ kind: 'edit', message });
          }}
        />
      )}
      {mayPin && (
        <IconButton
          icon="pin"
          label="Pin"
          onClick={() => {
            void act(call('POST', path('/pin'), { messageId }));
          }}
        />
      )}
      {isMember && <ReactButton message={message} />}
      <IconButton
        icon="raw"
        label="Request, answer and updates"
        onClick={() => {
          showRaw(message);
        }}
      />
    </span>
  );
}

const EMOJI = ['👍', '❤', '🔥', '🎉', '😁', '😢', '👎'];

/** A few of the emoji with which one can react. */
function ReactButton({ message: { messageId, service, reactions = [] } }: { message: MessageView }): VNode | null {
  const { act } = useColumn();
  const { path } = useChat();
  const menu = useRef<HTMLDetailsElement>(null);
  if (service !== undefined) return null;
  const react = (emoji: string): void => {
    menu.current?.removeAttribute('open');
    const isMine = reactions.some((one) => one.isMine && one.emoji === emoji);
    void act(call('POST', path(`/messages/${String(messageId)}/react`), { emoji: isMine ? '' : emoji }));
  };
  return (
    <details class="react" ref={menu}>
      <summary class="icon-button" aria-label="React" title="React">
        <Icon name="heart" />
      </summary>
      <div class="react-menu">
        {EMOJI.map((emoji) => (
          <button
            key={emoji}
            type="button"
            onClick={() => {
              react(emoji);
            }}
          >
            {emoji}
          </button>
        ))}
      </div>
    </details>
  );
}
