import type { CallResult } from '@app/telegram';
import type { AttemptOutcome } from './attempt.entity';
import type { Claimed } from './claimed';
import type { MessageStatus, WaitingFor } from './message.entity';
import { canGoAsDocuments, isNoPhoto } from './photo-fallback';
import { refusalCode } from './refusal-code';

/** What is written about an attempt when it has ended. */
export interface Settlement {
  readonly id: string;
  readonly attempt: number;
  /** Which of its calls the attempt made, from zero. */
  readonly part: number;
  readonly outcome: AttemptOutcome;
  readonly detail: string | null;
  readonly status: Extract<MessageStatus, 'queued' | 'sent' | 'failed' | 'uncertain' | 'expired'>;
  /** What Telegram made of it. */
  readonly telegramMessageIds: readonly number[];
  /** Telegram's id of the chat in which it stands. */
  readonly sentTo: number | null;
  readonly failureCode: string | null;
  readonly waitingFor: WaitingFor | null;
  /** How long its lane rests before the next call. */
  readonly holdSeconds: number;
  /** The next call of its lane goes out without others beside it. */
  readonly alone: boolean;
  readonly ambiguous: boolean;
  readonly possibleDuplicate: boolean;
  readonly formattingDropped: boolean;
  readonly sentAsDocument: boolean;
}

/** What an answer means beyond its message. */
export type Consequence =
  | { readonly kind: 'chat-unreachable' }
  | { readonly kind: 'chat-moved'; readonly toTelegramId: number }
  | { readonly kind: 'chat-limited'; readonly seconds: number }
  | { readonly kind: 'bot-revoked' };

export interface Outcome {
  readonly settlement: Settlement;
  readonly consequence?: Consequence;
}

/** Calls that may be made twice without anybody noticing: the second finds its work done. */
const REPEATABLE = /^(edit|delete|set|answer|pin|unpin)/i;

/** Telegram's words for a repeated call that has nothing left to do. */
const DONE_ALREADY = /message is not modified|message to delete not found|message to unpin not found|CHAT_NOT_MODIFIED/i;

/** After so many lost answers even a repeatable call is left as it is. */
const MOST_AMBIGUITIES = 5;

/** Pauses after a call that did not reach Telegram, doubling. */
const FIRST_PAUSE_SECONDS = 1;
const LONGEST_PAUSE_SECONDS = 60;

/** How long to wait before a group is called under the id that Telegram has named. */
const MOVED_PAUSE_SECONDS = 0.5;

/** How long to wait before asking whether Telegram answers again. */
const PROBE_PAUSE_SECONDS = 2;

/** Decides what an answer means for a message. */
export function outcomeOf(message: Claimed, result: CallResult): Outcome {
  switch (result.kind) {
    case 'done':
      return { settlement: sent(message, messageIdsOf(result.result)) };
    case 'not-sent':
      return { settlement: notSent(message, result) };
    case 'limited':
      return limited(message, result.description, result.retryAfterSeconds);
    case 'moved':
      return moved(message, result.description, result.toTelegramId);
    case 'unparsable':
      return { settlement: unparsable(message, result.description) };
    case 'unreachable':
      return { settlement: refused(message, 403, result.description), consequence: { kind: 'chat-unreachable' } };
    case 'refused':
      return { settlement: refused(message, result.status, result.description) };
    case 'revoked':
      return { settlement: revoked(message, result.description), consequence: { kind: 'bot-revoked' } };
    case 'ambiguous':
      return { settlement: ambiguous(message, result.reason) };
  }
}

/** A chat that refuses everything is not asked again until an update says otherwise. */
export function unreachable(message: Claimed): Settlement {
  const detail = 'The chat has blocked the bot or removed it. Nothing was sent; messages work again when it writes to the bot.';
  return ended(message, 'failed', { outcome: 'refused', code: 'messaging.chat_unreachable', detail });
}

/** What an edit, a deletion or a pin is about must stand in the chat where it was sent; null when it does. */
export function withoutTarget(message: Claimed): Settlement | null {
  const { target, telegramId } = message;
  if (target && target.messageIds.length > 0 && target.sentTo === telegramId) return null;
  const moved = target !== null && target.sentTo !== null && target.sentTo !== telegramId;
  const [code, detail] = moved
    ? ['messaging.target_moved', 'The group became a supergroup after the message was sent; Telegram gave its messages up.']
    : ['messaging.target_not_sent', 'The message was not sent, so there is nothing to do it with.'];
  return ended(message, 'failed', { outcome: 'refused', code, detail });
}

/** It cannot be sent without its file. */
export function fileGone(message: Claimed): Settlement {
  const detail = 'The contents of an upload are not kept any more, and this bot has not sent it before. Nothing was sent.';
  return ended(message, 'failed', { outcome: 'not_sent', code: 'messaging.upload_gone', detail });
}

/** Telegram does not know an id any more that it has given for a file. The contents are still here, and go along the next time. */
export function fileForgotten(message: Claimed, detail: string): Settlement {
  return again(message, 'refused', { detail, waitingFor: 'next_try', holdSeconds: pauseAfter(message.attempt) });
}

/** What cannot even be put into words for Telegram will not work later either. */
export function unsendable(message: Claimed): Settlement {
  const detail = 'Chappe could not make the call; its log says why. Nothing was sent.';
  return ended(message, 'failed', { outcome: 'not_sent', code: 'messaging.unsendable', detail });
}

/** What was taken too late is not sent any more. If an earlier answer was lost, it may have been. */
export function expired(message: Claimed): Settlement {
  const detail = 'It waited so long that it was not worth sending any more.';
  if (message.ambiguities > 0) return lostBefore(message, { outcome: 'not_sent', detail });
  return { ...blank(message), outcome: 'not_sent', status: 'expired', detail };
}

function notSent(message: Claimed, { reason: detail, page }: Extract<CallResult, { kind: 'not-sent' }>): Settlement {
  if (page !== undefined) return blocked(message, page);
  return again(message, 'not_sent', { detail, waitingFor: 'telegram_unreachable', holdSeconds: pauseAfter(message.attempt) });
}

/** Something before Telegram lets other calls pass, but not this one; or none of this size. */
function blocked(message: Claimed, status: number): Settlement {
  const isTooLarge = status === 413;
  const code = isTooLarge ? 'messaging.body_refused' : 'messaging.proxy_refused';
  const reason = isTooLarge ? 'it takes no request of this size' : 'it lets other calls of this bot pass';
  const detail = `A proxy before Telegram has answered HTTP ${String(status)}: ${reason}. Nothing was sent.`;
  return ended(message, 'failed', { outcome: 'not_sent', code, detail });
}

function limited(message: Claimed, detail: string, seconds: number): Outcome {
  const settlement = again(message, 'limited', { detail, waitingFor: 'rate_limit', holdSeconds: seconds });
  return { settlement, consequence: { kind: 'chat-limited', seconds } };
}

function moved(message: Claimed, detail: string, toTelegramId: number): Outcome {
  // While a call to the supergroup is on the wire the move is not followed yet: Telegram is not asked again at once.
  const settlement = again(message, 'moved', { detail, waitingFor: 'next_try', holdSeconds: MOVED_PAUSE_SECONDS });
  return { settlement, consequence: { kind: 'chat-moved', toTelegramId } };
}

function revoked(message: Claimed, detail: string): Settlement {
  return again(message, 'revoked', { detail, waitingFor: 'bot_token' });
}

function refused(message: Claimed, status: number, description: string): Settlement {
  if (REPEATABLE.test(message.method) && DONE_ALREADY.test(description)) return sent(message, []);
  if (mayGoAsDocuments(message, description)) {
    return { ...again(message, 'refused', { detail: description, waitingFor: 'next_try' }), sentAsDocument: true };
  }
  return ended(message, 'failed', { outcome: 'refused', code: refusalCode(status, description), detail: description });
}

function mayGoAsDocuments(message: Claimed, description: string): boolean {
  const { photoFallback, sentAsDocument } = message;
  return photoFallback === 'document' && !sentAsDocument && isNoPhoto(description) && canGoAsDocuments(message);
}

function unparsable(message: Claimed, detail: string): Settlement {
  const asPlain = message.formattingFallback === 'plain' && !message.formattingDropped;
  if (asPlain) return { ...again(message, 'unparsable', { detail, waitingFor: 'next_try' }), formattingDropped: true };
  return ended(message, 'failed', { outcome: 'unparsable', code: 'telegram.400', detail });
}

/**
 * It may have been sent. What can be repeated is repeated; what cannot is sent once more if the sender takes the risk
 * of a second copy, and is flagged.
 */
function ambiguous(message: Claimed, detail: string): Settlement {
  const repeatable = REPEATABLE.test(message.method);
  const tries = repeatable ? MOST_AMBIGUITIES : message.delivery === 'at_least_once' ? 1 : 0;
  if (message.ambiguities >= tries) {
    return ended(message, 'uncertain', { outcome: 'ambiguous', code: 'messaging.answer_lost', detail });
  }
  const settlement = again(message, 'ambiguous', { detail, waitingFor: 'second_try', holdSeconds: PROBE_PAUSE_SECONDS });
  return { ...settlement, ambiguous: true, possibleDuplicate: !repeatable };
}

interface Reason {
  readonly detail: string;
  readonly waitingFor: WaitingFor;
  readonly holdSeconds?: number;
}

function again(message: Claimed, outcome: AttemptOutcome, { detail, waitingFor, holdSeconds = 0 }: Reason): Settlement {
  return { ...blank(message), outcome, detail, status: 'queued', waitingFor, holdSeconds };
}

/** A message that has parts left goes on with the next one at its next turn. */
function sent(message: Claimed, telegramMessageIds: readonly number[]): Settlement {
  const status = message.partsLeft > 0 ? 'queued' : 'sent';
  const sentTo = telegramMessageIds.length > 0 ? message.telegramId : null;
  return { ...blank(message), outcome: 'sent', status, telegramMessageIds, sentTo };
}

interface Failure {
  readonly outcome: AttemptOutcome;
  readonly code: string;
  readonly detail: string;
}

/** The second try came to nothing, and of the first nobody knows. */
function lostBefore(message: Claimed, { outcome, detail }: Omit<Failure, 'code'>): Settlement {
  const words = `The first answer was lost, so it may have been sent. The second try: ${detail}`;
  return ended(message, 'uncertain', { outcome, code: 'messaging.answer_lost', detail: words });
}

function ended(message: Claimed, status: 'failed' | 'uncertain', { outcome, code, detail }: Failure): Settlement {
  if (status === 'failed' && message.ambiguities > 0 && !REPEATABLE.test(message.method)) {
    return lostBefore(message, { outcome, detail });
  }
  return { ...blank(message), outcome, status, failureCode: code, detail };
}

function blank({ id, attempt, part }: Claimed): Omit<Settlement, 'outcome' | 'status'> {
  return {
    id,
    attempt,
    part,
    detail: null,
    telegramMessageIds: [],
    sentTo: null,
    failureCode: null,
    waitingFor: null,
    holdSeconds: 0,
    alone: false,
    ambiguous: false,
    possibleDuplicate: false,
    formattingDropped: false,
    sentAsDocument: false,
  };
}

function pauseAfter(attempt: number): number {
  return Math.min(FIRST_PAUSE_SECONDS * 2 ** Math.min(attempt - 1, 10), LONGEST_PAUSE_SECONDS);
}

/** Most methods answer a message, some a list of them, and some only that it is done. */
function messageIdsOf(result: unknown): number[] {
  const messages = (Array.isArray(result) ? result : [result]) as ({ message_id?: unknown } | null)[];
  return messages.map((message) => Number(message?.message_id)).filter((id) => Number.isSafeInteger(id));
}
