import type { VNode } from 'preact';

import type { MessageView } from '../../src/wire';
import { Poll } from './poll';

/** What a message holds beside a text and a file. */
export function Contents({ message }: { message: MessageView }): VNode {
  const { poll, location, contact, dice } = message;
  return (
    <>
      {poll && <Poll poll={poll} messageId={message.messageId} />}
      {location && (
        <span class="card">
          <b>📍 {location.title ?? 'Location'}</b>
          <small>{location.address ?? `${String(location.latitude)}, ${String(location.longitude)}`}</small>
        </span>
      )}
      {contact && (
        <span class="card">
          <b>👤 {contact.name}</b>
          <small>+{contact.phoneNumber.replace(/^\+/, '')}</small>
        </span>
      )}
      {dice && (
        <span class="dice" role="img" aria-label={`${dice.emoji} shows ${String(dice.value)}`}>
          {dice.emoji} <b>{String(dice.value)}</b>
        </span>
      )}
    </>
  );
}
