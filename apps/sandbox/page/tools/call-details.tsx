import type { VNode } from 'preact';

import type { CallView } from '../../src/wire';
import { Json } from '../parts/json';

/** A call as it came and as it was answered. */
export function CallDetails({
  call: { method, bot, params, answer, status, fault, milliseconds, seq },
}: {
  call: CallView;
}): VNode {
  return (
    <section class="wire">
      <h4>
        {method} <span class={`badge ${lookOf(status)}`}>{statusWords(status)}</span>
      </h4>
      <p class="soft">
        call {String(seq)} · {bot === null ? 'unknown token' : `@${bot}`}
        {milliseconds !== null && ` · ${String(milliseconds)} ms`}
        {fault !== undefined && ` · fault: ${fault}`}
      </p>
      <h5>Request</h5>
      <Json value={params} />
      <h5>Answer</h5>
      <Json value={answer} />
    </section>
  );
}

/** How good a status is, for its colour. */
export function lookOf(status: number | null): string {
  if (status === null) return 'warn';
  return status < 300 ? 'good' : 'bad';
}

export function statusWords(status: number | null): string {
  return status === null ? 'no answer' : String(status);
}
