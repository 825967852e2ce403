import { AppError, type FieldError } from './app-error';

/** The request could not be understood: its fields are named with what would be right. */
export class MalformedRequestError extends AppError {
  readonly kind = 'malformed';
  readonly code = 'request.malformed';

  constructor(
    message: string,
    override readonly fields: readonly FieldError[] = [],
  ) {
    super(message);
  }
}

/** The database, or something else that an answer needs, is away for a moment. */
export class UnavailableError extends AppError {
  readonly kind = 'unavailable';
  readonly code = 'service.unavailable';

  constructor(override readonly retryAfterSeconds = 5) {
    super('Chappe cannot reach its database at the moment. Nothing of this request was kept: please send it again.');
  }
}
