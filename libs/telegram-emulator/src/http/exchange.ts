import type { ServerResponse } from 'node:http';

import type { Answer } from '../calls/bot-api';
import type { LedgerEntry } from '../calls/journal';

/** Writes an answer of the Bot API. `cut` keeps back the second half of it. */
export function writeAnswer(response: ServerResponse, answer: Answer, cut = false): void {
  const whole = answerBytes(answer);
  const bytes = cut ? whole.subarray(0, Math.floor(whole.length / 2)) : whole;
  writeHead(response, answer, bytes.length);
  response.end(bytes);
}

export function answerBytes({ body }: Answer): Buffer {
  return Buffer.from(JSON.stringify(body));
}

export function writeHead(response: ServerResponse, { status, body }: Answer, length: number): void {
  const retryAfter = body.parameters?.retry_after;
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': length,
    ...(typeof retryAfter === 'number' && { 'Retry-After': String(retryAfter) }),
  });
}

export function errorAnswer(status: number, description: string, parameters?: Record<string, unknown>): Answer {
  return { status, body: { ok: false, error_code: status, description, ...(parameters && { parameters }) } };
}

/** Completes the ledger entry with an answer that no method gave. */
export function settle(entry: LedgerEntry, answer: Answer): Answer {
  entry.status = answer.status;
  entry.answer = answer.body;
  return answer;
}
