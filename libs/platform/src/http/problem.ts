import { HttpException } from '@nestjs/common';
import { AppError, type ErrorKind, type FieldError, type UsedUpQuota } from '../errors/app-error';
import { ReferenceGoneError, UnavailableError } from '../errors/common-errors';
import { isDatabaseAway, isReferenceGone } from '../errors/postgres-errors';

/** An answer that says what went wrong, as RFC 9457 has it, with a stable code of ours. */
export interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly requestId: string;
}

const STATUS: Record<ErrorKind, number> = {
  malformed: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'timed-out': 408,
  conflict: 409,
  gone: 410,
  'too-large': 413,
  unsupported: 415,
  invalid: 422,
  limited: 429,
  unavailable: 503,
};

const TITLES: Record<number, string> = {
  400: 'Malformed request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Too slow',
  409: 'Conflict',
  410: 'Expired',
  413: 'Too large',
  414: 'Address too long',
  415: 'Unsupported media type',
  417: 'Expectation failed',
  422: 'Refused',
  429: 'Too many requests',
  431: 'Headers too large',
  500: 'Internal error',
  503: 'Unavailable',
};

/** Failures that the framework reports by status alone. */
const FRAMEWORK: Record<number, [code: string, detail: string]> = {
  400: ['request.malformed', 'The request could not be read: send valid JSON in UTF-8.'],
  401: ['auth.unauthenticated', 'Sign in first: send `Authorization: Bearer <access token>`.'],
  403: ['auth.forbidden', 'You may not do this.'],
  404: ['request.not_found', 'There is nothing here. The routes are listed at /docs.'],
  408: ['request.too_slow', 'The request took too long to arrive. Send it again, faster.'],
  413: ['request.too_large', 'The body is too large. Its route says how much it takes; without such a word that is 256 KiB.'],
  414: ['request.address_too_long', 'A part of the address is too long.'],
  415: ['request.unsupported_media_type', 'Send the body as application/json.'],
  417: ['request.expectation_failed', 'No expectation but `100-continue` can be met. Leave the Expect header out.'],
  431: ['request.headers_too_large', 'The headers or the address are too large: send at most 16 KiB of them.'],
};

const INTERNAL = ['internal', 'Something went wrong on our side. Quote the request id when you report it.'] as const;

/** What is answered, and after how many seconds it makes sense to try again. */
export interface Answer {
  readonly problem: Problem;
  readonly retryAfterSeconds?: number;
  readonly quota?: UsedUpQuota;
}

/** Turns whatever was thrown into an answer. What nobody expected becomes a 500 that tells nothing but the request id. */
export function answerTo(error: unknown, requestId: string): Answer {
  if (error instanceof AppError) return answerOf(error, requestId);
  if (isDatabaseAway(error)) return answerOf(new UnavailableError(), requestId);
  if (isReferenceGone(error)) return answerOf(new ReferenceGoneError(), requestId);
  return { problem: problemOf(statusOf(error), requestId) };
}

/** What is said of a failure of which only the status is known. */
export function problemOf(status: number, requestId: string): Problem {
  const [code, detail] = FRAMEWORK[status] ?? INTERNAL;
  return problem(status, { code, detail, requestId });
}

function answerOf(error: AppError, requestId: string): Answer {
  const { code, message: detail, fields, retryAfterSeconds, quota } = error;
  const errors = fields.length > 0 ? { errors: fields } : {};
  return { problem: problem(STATUS[error.kind], { code, detail, ...errors, requestId }), retryAfterSeconds, quota };
}

function problem(status: number, rest: Omit<Problem, 'type' | 'title' | 'status'>): Problem {
  return { type: 'about:blank', title: TITLES[status] ?? 'Error', status, ...rest };
}

/** The status that Nest or Fastify chose; a refusal that we have no words for is a malformed request, all else is our failure. */
function statusOf(error: unknown): number {
  const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: unknown } | null)?.statusCode;
  if (typeof status !== 'number' || status < 400 || status >= 500) return 500;
  return FRAMEWORK[status] ? status : 400;
}
