import { Injectable } from '@nestjs/common';
import type { Account } from '../accounts/account.entity';
import { AccountsRepository } from '../accounts/accounts.repository';
import { WrongLoginError } from '../auth.errors';
import { PasswordHasher } from './password-hasher';
import { SessionsRepository } from '../sessions/sessions.repository';
import { SignInLimits } from './sign-in-limits';
import { Turnstile } from './turnstile';
import type { Visitor } from '../sessions/visitor';

/** So few at once ask the database that a flood leaves its connections to others. */
const AT_ONCE = 3;
const WAITING = 20;

/** Finds out who somebody is by a login and a password. */
@Injectable()
export class Identification {
  private readonly turnstile = new Turnstile({ atOnce: AT_ONCE, waiting: WAITING });

  constructor(
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsRepository,
    private readonly limits: SignInLimits,
    private readonly passwords: PasswordHasher,
  ) {}

  /**
   * The account of a login (e-mail address or username) and a password. Known and unknown logins are told apart
   * neither by the answer nor by the time it takes, nor by how guessing is slowed down.
   *
   * @throws WrongLoginError, TooManyTriesError, BusyError
   */
  async identify(login: string, password: string, visitor: Visitor): Promise<Account> {
    return await this.turnstile.pass(() => this.judge(login, password, visitor));
  }

  private async judge(login: string, password: string, { network }: Visitor): Promise<Account> {
    const { holder, claimant } = await this.accounts.candidates(login);
    const attempt = { login, network, knownPlace: await this.sessions.cameFrom(holder?.id ?? null, network) };
    await this.limits.begin(attempt);
    const account = await this.whose([holder, ...(login.includes('@') ? [claimant] : [])], password);
    // Anybody can claim an address; that they know their own password says nothing of whoever holds it.
    await this.limits.succeeded(attempt, { holds: account === holder });
    return account;
  }

  /** As many passwords are checked whoever exists, until one is right. */
  private async whose(candidates: readonly (Account | null)[], password: string): Promise<Account> {
    for (const account of candidates) {
      const right = await this.passwords.matches(account?.passwordHash, password);
      if (account && right) return account;
    }
    throw new WrongLoginError();
  }
}
