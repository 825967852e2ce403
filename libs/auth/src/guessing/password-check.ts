import { Injectable } from '@nestjs/common';
import type { Account } from '../accounts/account.entity';
import { AccountsRepository } from '../accounts/accounts.repository';
import { SessionEndedError, WrongPasswordError } from '../auth.errors';
import { GuessLimiter, type Patience } from './guess-limiter';
import { PasswordHasher } from './password-hasher';
import type { Comer } from './turnstile';
import { SignInLimits } from './sign-in-limits';

const PATIENCE: Patience = { freeTries: 5, firstPauseSeconds: 1 };

/** Asks somebody who is signed in for their password once more. */
@Injectable()
export class PasswordCheck {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly passwords: PasswordHasher,
    private readonly guesses: GuessLimiter,
    private readonly limits: SignInLimits,
  ) {}

  /** @throws WrongPasswordError naming the field it came in; TooManyTriesError, BusyError */
  async ensure(account: Account, password: string | undefined, field: string): Promise<void> {
    if (password === undefined) throw new WrongPasswordError(field);
    const key = keyOf(account.id);
    await this.guesses.begin(key, PATIENCE);
    if (!(await this.passwords.matches(account.passwordHash, password, comerOf(account)))) throw new WrongPasswordError(field);
    await this.guesses.forget(key);
  }

  /** Asks for the password of an account before something that cannot be undone. @throws WrongPasswordError, TooManyTriesError, BusyError */
  async ensureOf(accountId: string, password: string | undefined): Promise<void> {
    const account = await this.accounts.find(accountId);
    if (!account) throw new SessionEndedError();
    await this.ensure(account, password, 'password');
  }

  /** Wrong tries of before do not count any more: whoever owns the mailbox has set another password. */
  async forgive({ id, email, username }: Account): Promise<void> {
    await this.guesses.forget(keyOf(id));
    for (const login of [email, username]) if (login !== null) await this.limits.forgive(login);
  }

  /** @throws BusyError */
  async hash(account: Account, password: string): Promise<string> {
    return await this.passwords.hash(password, comerOf(account));
  }
}

/** Whoever is signed in, or has a link out of a mail, is no stranger. */
function comerOf({ id }: Account): Comer {
  return { line: id, known: true };
}

function keyOf(accountId: string): string {
  return `password-of:${accountId}`;
}
