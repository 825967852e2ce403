/** What the bot's server answered. */
export interface WebhookAnswer {
  status: number;
  reason: string;
  retryAfterSeconds: number;
  contentType: string;
  body: string;
  /** The connection ends with this answer. */
  closes: boolean;
}

export function isSuccess({ status }: WebhookAnswer): boolean {
  return status >= 200 && status <= 299;
}

/** Methods that an answer to an update may not call. */
const NOT_BY_ANSWER = /^(setwebhook|deletewebhook|close|logout|get.*)$/i;

/** The call that stands in an answer, null when there is none. */
export function callInAnswer({ body, contentType }: WebhookAnswer): Record<string, unknown> | null {
  if (!/^application\/json\b/i.test(contentType)) return null;
  try {
    const call: unknown = JSON.parse(body);
    if (typeof call !== 'object' || call === null || !('method' in call) || typeof call.method !== 'string') return null;
    return NOT_BY_ANSWER.test(call.method) ? null : { ...call };
  } catch {
    return null; // Telegram does not mind what else stands in the answer.
  }
}
