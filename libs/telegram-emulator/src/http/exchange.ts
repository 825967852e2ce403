import type { ServerResponse } from 'node:http';

import type { Answer } from '../calls/bot-api';

/** Writes an answer of the Bot API. `cut` keeps back the second half of it. */
export function writeAnswer(response: ServerResponse, { status, body }: Answer, cut = false): void {
  const whole = Buffer.from(JSON.stringify(body));
  const bytes = cut ? whole.subarray(0, Math.floor(whole.length / 2)) : whole;
  const retryAfter = body.parameters?.retry_after;
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': bytes.length,
    ...(typeof retryAfter === 'number' && { 'Retry-After': String(retryAfter) }),
  });
  response.end(bytes);
}

export function errorAnswer(status: number, description: string, parameters?: Record<string, unknown>): Answer {
  return { status, body: { ok: false, error_code: status, description, ...(parameters && { parameters }) } };
}
