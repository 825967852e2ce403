/** What went wrong in one field of a request, in words that say what would be right. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** What a failure means to the caller. The problem filter alone turns it into an HTTP status. */
export type ErrorKind =
  | 'malformed'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'method-not-allowed'
  | 'timed-out'
  | 'conflict'
  | 'gone'
  | 'too-large'
  | 'unsupported'
  | 'invalid'
  | 'limited'
  | 'unavailable';

/** A quota that is used up, as `RateLimit` and `RateLimit-Policy` tell it (draft-ietf-httpapi-ratelimit-headers-10). */
export interface UsedUpQuota {
  readonly policy: string;
  /** What is allowed, per window if there is one, else at a time. */
  readonly quota: number;
  readonly windowSeconds?: number;
}

/**
 * An expected failure. Libs derive one class per failure, with a kind and a stable dotted code;
 * the message teaches: what was wrong, what is right, what to do. It never holds a secret.
 */
export abstract class AppError extends Error {
  abstract readonly kind: ErrorKind;
  abstract readonly code: string;

  /** Fields to blame, for requests that were understood but refused. */
  readonly fields: readonly FieldError[] = [];

  /** When it makes sense to ask again, for `limited` and `unavailable`. */
  readonly retryAfterSeconds?: number;

  /** The quota that was used up, for `limited`. */
  readonly quota?: UsedUpQuota;

  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}
