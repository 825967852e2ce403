import type { VNode } from 'preact';

import type { MessageView, RawView, UpdateView } from '../../src/wire';
import { Panel } from '../parts/panel';
import { useLive } from '../state/follow';
import { CallDetails } from '../tools/call-details';
import { Json } from '../parts/json';
import { useChat } from './context';

/** What crossed the wire for a message: the call that made it, the updates by which bots heard of it. */
export function RawPanel({ message, onClose }: { message: MessageView; onClose: () => void }): VNode {
  const { path } = useChat();
  const raw = useLive<RawView | null>(path(`/messages/${String(message.messageId)}/raw`), /^(calls|bots)$/, null, onClose);
  return (
    <Panel title={`Message ${String(message.messageId)} on the wire`} onClose={onClose}>
      {raw?.call && <CallDetails call={raw.call} />}
      {raw && !raw.call && message.callId !== undefined && <p>The call that made it is too long ago.</p>}
      {raw?.updates.map((update) => (
        <Update key={`${update.bot} ${String(update.updateId)}`} update={update} />
      ))}
      {raw && !raw.call && raw.updates.length === 0 && <p>No bot has been told of this message.</p>}
    </Panel>
  );
}

function Update({ update: { bot, updateId, isPending, update, deliveries } }: { update: UpdateView }): VNode {
  return (
    <section class="wire">
      <h4>
        Update {String(updateId)} for @{bot}{' '}
        <span class={isPending ? 'badge warn' : 'badge good'}>{isPending ? 'waits' : 'taken'}</span>
      </h4>
      <Json value={update} />
      {deliveries.map(({ at, status, error }) => (
        <p key={at} class="delivery">
          {new Date(at).toLocaleTimeString()} the webhook answered{' '}
          <b>{error ?? (status === null ? 'not yet' : String(status))}</b>
        </p>
      ))}
    </section>
  );
}
