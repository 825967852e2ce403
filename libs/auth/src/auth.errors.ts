import { AppError } from '@app/platform';

/** The same words for an unknown login and for a wrong password. */
export class WrongLoginError extends AppError {
  readonly kind = 'unauthenticated';
  readonly code = 'auth.wrong_login';

  constructor() {
    super('This login and password do not belong together.');
  }
}

export class NotSignedInError extends AppError {
  readonly kind = 'unauthenticated';
  readonly code = 'auth.unauthenticated';

  constructor(message = 'Sign in first: send `Authorization: Bearer <access token>`.') {
    super(message);
  }
}

export class SessionEndedError extends AppError {
  readonly kind = 'unauthenticated';
  readonly code = 'auth.session_ended';

  constructor() {
    super('This session has ended. Sign in again.');
  }
}

/** Unknown, expired, used up or ended: whoever holds the token learns nothing more. */
export class RefreshTokenRefusedError extends AppError {
  readonly kind = 'unauthenticated';
  readonly code = 'auth.refresh_token_refused';

  constructor() {
    super('This refresh token is not valid any more. Sign in again.');
  }
}

export class LoginTakenError extends AppError {
  readonly kind = 'conflict';
  readonly code = 'auth.login_taken';

  constructor(field: 'email' | 'username') {
    super(
      field === 'email'
        ? 'There is an account with this e-mail address. Sign in, or take another one.'
        : 'This username is taken. Choose another one.',
    );
    this.fields = [{ field, message: `${field} is taken` }];
  }

  override readonly fields;
}

export class RegistrationClosedError extends AppError {
  readonly kind = 'forbidden';
  readonly code = 'auth.registration_closed';

  constructor() {
    super('This installation takes no registrations. Ask its operator for an account.');
  }
}

export class TooManyTriesError extends AppError {
  readonly kind = 'limited';
  readonly code = 'auth.too_many_tries';

  constructor(override readonly retryAfterSeconds: number) {
    super(`There were too many wrong tries. Wait ${String(Math.ceil(retryAfterSeconds))} s and try again.`);
  }
}

export class BusyError extends AppError {
  readonly kind = 'unavailable';
  readonly code = 'auth.busy';
  override readonly retryAfterSeconds = 2;

  constructor() {
    super('Too many sign-ins are under way at once. Try again in a moment.');
  }
}
