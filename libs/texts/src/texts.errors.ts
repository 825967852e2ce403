import { AppError } from '@app/platform';

export class TextNotFoundError extends AppError {
  readonly kind = 'not-found';
  readonly code = 'texts.not_found';

  constructor() {
    super('There is no such text. GET admin/texts lists all of them.');
  }
}

export class InvalidTextError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'texts.invalid';
  override readonly fields;

  constructor(faults: readonly string[]) {
    super(faults.join(' '));
    this.fields = faults.map((message) => ({ field: 'text', message }));
  }
}
