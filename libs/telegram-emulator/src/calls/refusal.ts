/** An answer that is not `ok`, in Telegram's own words. https://core.telegram.org/bots/api#making-requests */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    description: string,
    readonly parameters?: Record<string, unknown>,
  ) {
    super(description);
  }
}

/** 400 with the prefix that Telegram gives it; the first letter of a sentence becomes small, codes in capitals stay as they are. */
export function badRequest(words: string): Refusal {
  const isCode = /^[A-Z0-9_]+$/.test(words);
  return new Refusal(400, `Bad Request: ${isCode ? words : words.charAt(0).toLowerCase() + words.slice(1)}`);
}

export function tooManyRequests(seconds: number): Refusal {
  return new Refusal(429, `Too Many Requests: retry after ${String(seconds)}`, { retry_after: seconds });
}
