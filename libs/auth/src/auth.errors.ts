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

export class WrongKindOfTokenError extends AppError {
  readonly kind = 'forbidden';
  readonly code = 'auth.wrong_kind_of_token';

  constructor() {
    super(
      'A bot token sends messages and files, and nothing else. Send the access token of an account: POST auth/token gives one.',
    );
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

/** Only usernames are ever said to be taken: an e-mail address would tell who has an account here. */
export class LoginTakenError extends AppError {
  readonly kind = 'conflict';
  readonly code = 'auth.login_taken';

  override readonly fields = [{ field: 'username', message: 'username is taken' }];

  constructor() {
    super('This username is taken. Choose another one.');
  }
}

export class RegistrationClosedError extends AppError {
  readonly kind = 'forbidden';
  readonly code = 'auth.registration_closed';

  constructor() {
    super(
      'This installation takes no registrations: ask one of its admins for an invitation. Its operator opens it with REGISTRATION=open.',
    );
  }
}

export class TooManyTriesError extends AppError {
  readonly kind = 'limited';
  readonly code = 'auth.too_many_tries';

  constructor(override readonly retryAfterSeconds: number) {
    super(`There were too many wrong tries. Wait ${String(Math.ceil(retryAfterSeconds))} s and try again.`);
  }
}

/** It is the network that has to wait, whichever login is tried. */
export class NetworkBlockedError extends TooManyTriesError {}

export class LastAdminError extends AppError {
  readonly kind = 'conflict';
  readonly code = 'auth.last_admin';

  constructor() {
    super('This is the last admin, and nobody else could see to this installation. Make another account an admin first.');
  }
}

export class PasswordTooEasyError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'auth.password_too_easy';
  override readonly fields = [{ field: 'password', message: 'password is among the first that are guessed' }];

  constructor() {
    super(
      'This password is among the first that are guessed: it is one of the commonest, has hardly any different characters, or is made of your ' +
        'name, username or address. Choose another one; three or four words that do not belong together are good.',
    );
  }
}

export class PasswordUnchangedError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'auth.password_unchanged';
  override readonly fields = [{ field: 'password', message: 'password must differ from the current one' }];

  constructor() {
    super('This is the password that you have. Choose another one.');
  }
}

export class NameTakenError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'auth.name_taken';
  override readonly fields = [{ field: 'name', message: 'name must not be the name of a bot' }];

  constructor() {
    super('A bot of this installation speaks under this name. Choose another one.');
  }
}

export class TooManyRequestsError extends AppError {
  readonly kind = 'limited';
  readonly code = 'auth.too_many_requests';

  constructor(override readonly retryAfterSeconds: number) {
    super(
      `Too many such requests came from your network, or from all together. Wait ${String(Math.ceil(retryAfterSeconds))} s and try again.`,
    );
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

export class SessionNotFoundError extends AppError {
  readonly kind = 'not-found';
  readonly code = 'auth.session_not_found';

  constructor() {
    super('You have no such session. It may have ended already.');
  }
}

export class AccountNotFoundError extends AppError {
  readonly kind = 'not-found';
  readonly code = 'auth.account_not_found';

  constructor() {
    super('There is no such account.');
  }
}

/** Said to the operator alone. */
export class NoSuchLoginError extends AppError {
  readonly kind = 'not-found';
  readonly code = 'auth.no_such_login';

  constructor(login: string) {
    super(
      login.includes('@')
        ? `Nobody has verified the address ${login}, and anybody could have registered with it. Name the account by its username, or make one with --create.`
        : `Nobody has the username ${login}. Make the account with --create.`,
    );
  }
}

/** Said to the operator and to admins alone. */
export class LoginHeldError extends AppError {
  readonly kind = 'conflict';
  readonly code = 'auth.login_held';

  constructor(login: string) {
    super(
      `${login} belongs to an account already. To make that one an admin, use \`npm run admin -- <login>\` without --create.`,
    );
  }
}

/** Expired, used, made for another address, or no token at all: whoever holds it learns nothing more. */
export class MailedLinkExpiredError extends AppError {
  readonly kind = 'gone';
  readonly code = 'auth.link_expired';

  constructor() {
    super('This link is not good any more: it has expired, or it was used. Ask for a new one.');
  }
}

/** Somebody who is signed in has to prove once more that it is them. */
export class WrongPasswordError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'auth.wrong_password';
  override readonly fields;

  constructor(field: string) {
    super(`To do this, give your current password as \`${field}\`: the one that came is not it.`);
    this.fields = [{ field, message: `${field} must be your current password` }];
  }
}

export class LoginNeededError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'auth.login_needed';
  override readonly fields = [{ field: 'username', message: 'an account needs an email or a username' }];

  constructor() {
    super('An account needs an e-mail address or a username: keep one of the two.');
  }
}

export class NoEmailError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'auth.no_email';

  constructor() {
    super('This account has no e-mail address. Give it one first: PATCH account.');
  }
}

export class AdminOnlyError extends AppError {
  readonly kind = 'forbidden';
  readonly code = 'auth.admin_only';

  constructor() {
    super('Only an admin of this installation may do this.');
  }
}

/** A browser sent a request with the cabinet's cookie, and it cannot be told that the cabinet meant it. */
export class CrossSiteError extends AppError {
  readonly kind = 'forbidden';
  readonly code = 'auth.cross_site';

  constructor() {
    super(
      'This request came from another site, or does not say from where. With a cookie, send it from a page of this host ' +
        '(Sec-Fetch-Site: same-origin, or an Origin of this host); without one, use `Authorization: Bearer <access token>`.',
    );
  }
}
