import type { VNode } from 'preact';

import { call } from './api';
import { Dialog, DialogForm } from './parts/dialog';
import { forgetSeen } from './state/seen';

/** Beginning anew, if one really wants to. */
export function ResetDialog({ onClose }: { onClose: () => void }): VNode {
  const reset = async (): Promise<void> => {
    await call('POST', '/api/reset', {});
    forgetSeen();
  };
  return (
    <Dialog title="Begin anew?" onClose={onClose}>
      <DialogForm action="Reset the box" danger onSubmit={reset} onDone={onClose}>
        <p>
          All people, chats, messages and faults go. Bots stay, with their tokens, commands and webhooks; Ann and Борис come back
          as strangers.
        </p>
      </DialogForm>
    </Dialog>
  );
}
