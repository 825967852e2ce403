import type { VNode } from 'preact';

import type { MessageView } from '../../src/wire';
import { call } from '../api';
import { useColumn } from '../column/context';
import { IconButton } from '../parts/icon';
import { useChat } from './context';

/** What can be done with a message; shown while it is hovered or focused. */
export function MessageActions({ message }: { message: MessageView }): VNode {
  const { act } = useColumn();
  const { chat, may, path, setDoing, showRaw } = useChat();
  const { messageId, isMine, service } = message;
  const isMember = chat.status !== 'left' && chat.status !== 'kicked';
  const mayPin = chat.kind !== 'private' && may(chat.kind === 'channel' ? 'can_edit_messages' : 'can_pin_messages');
  const mayEdit = service === undefined && (isMine || (chat.kind === 'channel' && may('can_edit_messages')));
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
