/** What Telegram said to a call, sorted by what it means for the caller. Descriptions never hold a token. */
export type CallResult =
  | { readonly kind: 'done'; readonly result: unknown }
  /**
   * The call certainly did not happen: nothing was written to the wire, or something before Telegram has answered with a page, of this
   * status, that refuses the request.
   */
  | { readonly kind: 'not-sent'; readonly reason: string; readonly page?: number }
  /** 429: it did not happen; ask again after this long. */
  | { readonly kind: 'limited'; readonly retryAfterSeconds: number; readonly description: string }
  /** The group became a supergroup and has this id now. */
  | { readonly kind: 'moved'; readonly toTelegramId: number; readonly description: string }
  /** The text's formatting could not be parsed, or is more than Telegram takes. */
  | { readonly kind: 'unparsable'; readonly description: string }
  /** 403: the bot may not write to this chat any more. */
  | { readonly kind: 'unreachable'; readonly description: string }
  /** Any other 4xx: it will never work as it is. */
  | { readonly kind: 'refused'; readonly status: number; readonly description: string }
  /** 401: the bot's token is not valid any more. */
  | { readonly kind: 'revoked'; readonly description: string }
  /** It may have happened: the answer was lost, late or unreadable. */
  | { readonly kind: 'ambiguous'; readonly reason: string; readonly tooLarge?: TooLarge };

/** An answer that has more bytes than we take. */
export interface TooLarge {
  /** Its first characters. */
  readonly begins: string;
}

/** Thrown for an answer of which only the beginning was read. */
export class AnswerTooLargeError extends Error {
  readonly code = 'UND_ERR_RES_EXCEEDED_MAX_SIZE';

  constructor(readonly begins: string) {
    super('The answer is too large.');
  }
}

/** Whether the HTTP client gave an answer up for its size. */
export function isTooLarge(error: unknown): boolean {
  return codeOf(error) === 'UND_ERR_RES_EXCEEDED_MAX_SIZE';
}

interface TelegramAnswer {
  readonly ok?: unknown;
  readonly result?: unknown;
  readonly description?: unknown;
  readonly parameters?: { readonly retry_after?: unknown; readonly migrate_to_chat_id?: unknown };
}

/** Also in the words that an album has for one of its captions (tdlib/telegram-bot-api#165; Client.cpp: get_formatted_text). */
const UNPARSABLE = /can't parse (?:entities|MessageEntity)|ENTITIES_TOO_LONG/i;

/** An album tells what happened to one of its messages in these words, and with the status 400 (telegram-bot-api, Client.cpp). */
const OF_ALBUM = /with the error message "(?<words>.*)"$/s;
const LIMITED = /^Too Many Requests: retry after (?<seconds>\d+)$/;

/** Some proxies answer so when it was the server behind them that took too long: the request may have reached it. */
const LATE_PAGES = new Set([408, 499]);

/** A 429 without a time: the least that makes sense. */
const DEFAULT_RETRY_SECONDS = 1;
const MOST_RETRY_SECONDS = 24 * 3_600;

/**
 * Sorts an HTTP answer. A 5xx says nothing about whether the call took effect, and so does a 200 that is not Telegram's JSON (a
 * truncated body). A 4xx that is not Telegram's JSON is a page of a proxy: either it did not pass the request on, or Telegram has refused
 * it and the page stands in the place of the refusal. The call did not happen, and the page says nothing of the chat or the token.
 */
export function resultOfAnswer(status: number, body: string): CallResult {
  const answer = parse(body);
  if (!answer && status >= 400 && status < 500 && !LATE_PAGES.has(status)) {
    return { kind: 'not-sent', page: status, reason: `HTTP ${String(status)} with a page that is not Telegram's` };
  }
  if (status >= 500 || !answer) {
    return { kind: 'ambiguous', reason: `HTTP ${String(status)}${answer ? '' : ', unreadable answer'}` };
  }
  if (answer.ok === true) return { kind: 'done', result: answer.result };
  return resultOfRefusal(status, answer);
}

function resultOfRefusal(status: number, { description, parameters }: TelegramAnswer): CallResult {
  const words = typeof description === 'string' ? description : `HTTP ${String(status)}`;
  if (status === 429) return { kind: 'limited', retryAfterSeconds: retrySeconds(parameters?.retry_after), description: words };
  if (status === 401) return { kind: 'revoked', description: words };
  if (status === 403) return { kind: 'unreachable', description: words };
  const ofAlbum = resultOfAlbum(words);
  if (ofAlbum) return ofAlbum;
  const movedTo = parameters?.migrate_to_chat_id;
  if (Number.isSafeInteger(movedTo)) return { kind: 'moved', toTelegramId: Number(movedTo), description: words };
  if (UNPARSABLE.test(words)) return { kind: 'unparsable', description: words };
  return { kind: 'refused', status, description: words };
}

function resultOfAlbum(description: string): CallResult | null {
  const inner = OF_ALBUM.exec(description)?.groups?.words ?? '';
  const seconds = LIMITED.exec(inner)?.groups?.seconds;
  if (seconds !== undefined) return { kind: 'limited', retryAfterSeconds: retrySeconds(Number(seconds)), description };
  return inner.startsWith('Forbidden: ') ? { kind: 'unreachable', description } : null;
}

function retrySeconds(value: unknown): number {
  return typeof value === 'number' && value > 0 ? Math.min(value, MOST_RETRY_SECONDS) : DEFAULT_RETRY_SECONDS;
}

function parse(body: string): TelegramAnswer | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && typeof (value as TelegramAnswer).ok === 'boolean' ? value : null;
  } catch {
    return null;
  }
}

/**
 * Errors that can only come before the first byte of a request is written: name look-up, connecting, TLS.
 * ECONNRESET and a closed socket are not among them: they prove nothing about the request (nodejs/node#47130).
 */
const BEFORE_THE_WIRE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Sorts what the HTTP client threw. */
export function resultOfError(error: unknown): Extract<CallResult, { readonly kind: 'not-sent' | 'ambiguous' }> {
  if (error instanceof AnswerTooLargeError) {
    return { kind: 'ambiguous', reason: error.code, tooLarge: { begins: error.begins } };
  }
  const code = codeOf(error);
  const unsent = BEFORE_THE_WIRE.has(code) || /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|ERR_TLS_)/.test(code);
  return unsent ? { kind: 'not-sent', reason: code } : { kind: 'ambiguous', reason: code };
}

function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  const { code, name, cause } = error as { code?: unknown; name?: unknown; cause?: unknown };
  if (typeof code === 'string') return code;
  if (typeof cause === 'object' && cause !== null) return codeOf(cause);
  return typeof name === 'string' ? name : 'unknown error';
}
