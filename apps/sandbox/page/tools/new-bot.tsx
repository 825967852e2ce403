import type { VNode } from 'preact';
import { useState } from 'preact/hooks';

import type { BotDetails } from '../../src/wire';
import { call } from '../api';
import { Dialog, DialogForm, fieldOf } from '../parts/dialog';

/** What BotFather's /newbot does. */
export function NewBot({ onClose }: { onClose: () => void }): VNode {
  const [made, setMade] = useState<BotDetails | null>(null);
  const make = async (fields: FormData): Promise<void> => {
    setMade(
      await call<BotDetails>('POST', '/api/bots', { name: fieldOf(fields, 'name'), username: fieldOf(fields, 'username') }),
    );
  };
  if (made) {
    return (
      <Dialog title={`@${made.username} is there`} onClose={onClose}>
        <p>Its token:</p>
        <p class="token">
          <code>{made.token}</code>
        </p>
        <div class="form-actions">
          <button type="button" class="primary" onClick={onClose}>
            Done
          </button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title="New bot" onClose={onClose}>
      <DialogForm action="Make it" onSubmit={make} onDone={() => undefined} onCancel={onClose}>
        <label>
          Name <input name="name" required maxLength={64} autoComplete="off" />
        </label>
        <label>
          Username <small>ends in bot</small>
          <input
            name="username"
            required
            pattern="[A-Za-z]\w{1,28}[bB][oO][tT]"
            title="letters, digits or _, at the end bot"
            autoComplete="off"
          />
        </label>
      </DialogForm>
    </Dialog>
  );
}
