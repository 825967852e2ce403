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

/** The route reads files, and the body is something else. */
export class MultipartExpectedError extends AppError {
  readonly kind = 'unsupported';
  readonly code = 'request.unsupported_media_type';

  constructor() {
    super('Send the body as multipart/form-data.');
  }
}

/** What the request refers to was removed while it was on its way: an account that is being deleted, for example. */
export class ReferenceGoneError extends AppError {
  readonly kind = 'conflict';
  readonly code = 'request.reference_gone';

  constructor() {
    super('Something that this request refers to was deleted at the same moment. Nothing of the request was kept.');
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

/** Names what is wrong with a request, field by field. */
export function malformed(errors: readonly FieldError[]): MalformedRequestError {
  const words = errors.map((error) => error.message).join('; ');
  return new MalformedRequestError(words === '' ? 'The request is malformed.' : `Please mend the request: ${words}.`, errors);
}
