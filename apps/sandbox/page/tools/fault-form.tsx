import type { VNode } from 'preact';
import { useState } from 'preact/hooks';

import { fieldOf } from '../parts/dialog';
import { world } from '../state/world';

const KINDS = [
  ['flood', 'answer 429 for … s'],
  ['lose', 'do it, lose the answer'],
  ['refuse', 'refuse the connection'],
  ['error', 'answer with a status'],
  ['slow', 'answer … s late'],
  ['silent', 'never answer'],
  ['reset', 'tear down the connection'],
  ['truncate', 'do it, answer half'],
  ['twice', 'deliver updates twice'],
  ['overtake', 'let updates overtake each other'],
] as const;

/** Any fault, for the calls of any method and any bot. */
export function FaultForm({ onSubmit }: { onSubmit: (body: object) => void }): VNode {
  const [kind, setKind] = useState<string>('flood');
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget as HTMLFormElement);
    const numbers = ['seconds', 'status', 'times'].flatMap((name) => {
      const text = fieldOf(fields, name);
      return text === '' ? [] : [[name, Number(text)]];
    });
    const { method, bot } = { method: fieldOf(fields, 'method'), bot: fieldOf(fields, 'bot') };
    onSubmit({ kind, ...(Object.fromEntries(numbers) as object), method, bot });
  };
  return (
    <details class="fold">
      <summary>Another fault…</summary>
      <form class="form" onSubmit={submit}>
        <label>
          What
          <select
            value={kind}
            onChange={(event) => {
              setKind(event.currentTarget.value);
            }}
          >
            {KINDS.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </label>
        {(kind === 'flood' || kind === 'slow') && <NumberField name="seconds" words="Seconds" value={10} />}
        {kind === 'error' && <NumberField name="status" words="Status" value={500} />}
        <NumberField name="times" words="How many times (empty: until it is cleared)" />
        {kind !== 'twice' && kind !== 'overtake' && (
          <label>
            Method <input name="method" placeholder="any" autoComplete="off" />
          </label>
        )}
        <label>
          Bot
          <select name="bot">
            <option value="">any</option>
            {world.get()?.bots.map(({ username }) => (
              <option key={username} value={username}>
                @{username}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" class="primary">
          Set
        </button>
      </form>
    </details>
  );
}

function NumberField({ name, words, value }: { name: string; words: string; value?: number }): VNode {
  return (
    <label>
      {words} <input name={name} type="number" min="1" defaultValue={value === undefined ? '' : String(value)} />
    </label>
  );
}
