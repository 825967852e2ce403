import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import type { FaultView } from '../../src/wire';
import { call, wordsOf } from '../api';
import { useLive } from '../state/follow';
import { FaultForm } from './fault-form';

/** One press each: what happens most, or hurts most. */
const PRESETS = [
  ['Answer 429 for 10 s', { kind: 'flood', seconds: 10 }],
  ['Lose the next answer', { kind: 'lose', times: 1 }],
  ['Refuse the next connection', { kind: 'refuse', times: 1 }],
  ['Next: 500', { kind: 'error', status: 500, times: 1 }],
  ['Next: 502 page', { kind: 'error', status: 502, times: 1 }],
  ['Slow by 5 s', { kind: 'slow', seconds: 5 }],
  ['Never answer', { kind: 'silent' }],
] as const;

/** Lets things go wrong, and shows what does. */
export function Faults(): VNode {
  const faults = useLive<FaultView[]>('/api/faults', /^(faults|calls)$/, []);
  const [problem, setProblem] = useState('');
  const ask = (doing: Promise<unknown>): void => {
    doing.then(
      () => {
        setProblem('');
      },
      (error: unknown) => {
        setProblem(wordsOf(error));
      },
    );
  };
  return (
    <>
      <div class="presets">
        {PRESETS.map(([words, body]) => (
          <button
            key={words}
            type="button"
            class="plain"
            onClick={() => {
              ask(call('POST', '/api/faults', body));
            }}
          >
            {words}
          </button>
        ))}
      </div>
      <FaultForm
        onSubmit={(body) => {
          ask(call('POST', '/api/faults', body));
        }}
      />
      <p class="problem" role="alert">
        {problem}
      </p>
      <FaultList faults={faults} ask={ask} />
    </>
  );
}

function FaultList({ faults, ask }: { faults: FaultView[]; ask: (doing: Promise<unknown>) => void }): VNode {
  return (
    <>
      <h4>Set now</h4>
      {faults.length === 0 && <p class="soft">Nothing goes wrong.</p>}
      <ul class="faults" aria-label="Faults that are set">
        {faults.map((fault) => (
          <Fault
            key={fault.id}
            fault={fault}
            onClear={() => {
              ask(call('DELETE', `/api/faults/${String(fault.id)}`));
            }}
          />
        ))}
      </ul>
      {faults.length > 0 && (
        <button
          type="button"
          class="plain"
          onClick={() => {
            ask(call('DELETE', '/api/faults'));
          }}
        >
          Clear all
        </button>
      )}
    </>
  );
}

function Fault({ fault: { words, hits, untilMs }, onClear }: { fault: FaultView; onClear: () => void }): VNode {
  const now = useNow(untilMs !== undefined);
  const left = untilMs === undefined ? null : Math.max(0, Math.ceil((untilMs - now) / 1_000));
  return (
    <li>
      <span>
        <b>{words}</b>
        <span class="soft">
          {hits === 1 ? '1 hit' : `${String(hits)} hits`}
          {left !== null && ` · ${String(left)} s left`}
        </span>
      </span>
      <button type="button" class="small-button" onClick={onClear}>
        Clear
      </button>
    </li>
  );
}

/** The time, every second as long as somebody looks at it. */
function useNow(ticks: boolean): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    if (!ticks) return undefined;
    const timer = setInterval(() => {
      setNow(Date.now());
    }, 1_000);
    return () => {
      clearInterval(timer);
    };
  }, [ticks]);
  return now;
}
