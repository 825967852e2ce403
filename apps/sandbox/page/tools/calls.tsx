import type { VNode } from 'preact';
import { useState } from 'preact/hooks';

import type { CallView } from '../../src/wire';
import { useLive } from '../state/follow';
import { CallDetails, lookOf, statusWords } from './call-details';

const SHOWN = 100;

/** Every call of the Bot API as it comes, the newest first. */
export function Calls(): VNode {
  const [filter, setFilter] = useState('');
  const [polls, setPolls] = useState(false);
  const query = `?limit=${String(SHOWN)}&filter=${encodeURIComponent(filter)}${polls ? '' : '&polls=off'}`;
  const calls = useLive<CallView[]>(`/api/calls${query}`, /^calls$/, []);
  return (
    <>
      <div class="row">
        <input
          type="search"
          placeholder="Filter by method"
          aria-label="Filter by method"
          value={filter}
          onInput={(event) => {
            setFilter(event.currentTarget.value);
          }}
        />
        <label class="check">
          <input
            type="checkbox"
            checked={polls}
            onChange={() => {
              setPolls(!polls);
            }}
          />{' '}
          getUpdates
        </label>
      </div>
      {calls.length === 0 && <p class="soft">No bot has called yet. Point a program at this address: {location.origin}</p>}
      <ol class="calls">
        {calls.toReversed().map((call) => (
          <Call key={call.seq} call={call} />
        ))}
      </ol>
    </>
  );
}

function Call({ call }: { call: CallView }): VNode {
  const [isOpen, setOpen] = useState(false);
  const { method, bot, status, milliseconds, fault, at } = call;
  return (
    <li>
      <button
        type="button"
        class="call"
        aria-expanded={isOpen}
        onClick={() => {
          setOpen(!isOpen);
        }}
      >
        <span class={`badge ${lookOf(status)}`}>{statusWords(status)}</span>
        <b>{method}</b>
        <span class="soft">
          {bot === null ? 'unknown token' : `@${bot}`}
          {milliseconds !== null && ` · ${String(milliseconds)} ms`}
        </span>
        {fault !== undefined && <span class="badge warn">{fault}</span>}
        <time>{new Date(at).toLocaleTimeString()}</time>
      </button>
      {isOpen && <CallDetails call={call} />}
    </li>
  );
}
