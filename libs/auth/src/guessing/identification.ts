import { Injectable } from '@nestjs/common';
import type { Account } from '../accounts/account.entity';
import { AccountsRepository } from '../accounts/accounts.repository';
import { WrongLoginError } from '../auth.errors';
import { SessionsRepository } from '../sessions/sessions.repository';
import type { Visitor } from '../sessions/visitor';
import { PasswordHasher } from './password-hasher';
import { RecentPlaces } from './recent-places';
import { SignInLimits } from './sign-in-limits';
import { Turnstile, type Comer } from './turnstile';

/** So few at once ask the database that a flood leaves its connections to others. */
const AT_ONCE = 3;
const WAITING = 40;

/** Finds out who somebody is by a login and a password. */
@Injectable()
export class Identification {
  private readonly turnstile = new Turnstile({ atOnce: AT_ONCE, waiting: WAITING, knownAtOnce: 1 });
  private readonly places = new RecentPlaces();

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
    return await this.places.watch({ login, network: visitor.network }, (comer) =>
      this.turnstile.pass(comer, () => this.judge(login, password, visitor)),
    );
  }

  private async judge(login: string, password: string, visitor: Visitor): Promise<Account> {
    const { holder, claimant } = await this.accounts.candidates(login);
    const knownPlace = await this.sessions.cameFrom(holder?.id ?? null, visitor.network);
    const attempt = { login, visitor, knownPlace };
    await this.limits.begin(attempt);
    const comer = { line: visitor.network ?? '', known: knownPlace };
    const account = await this.whose([holder, ...(login.includes('@') ? [claimant] : [])], password, comer);
    // Anybody can claim an address; that they know their own password says nothing of whoever holds it.
    await this.limits.succeeded(attempt, { holds: account === holder });
    return account;
  }

  /** As many passwords are checked whoever exists, until one is right. */
  private async whose(candidates: readonly (Account | null)[], password: string, comer: Comer): Promise<Account> {
    for (const account of candidates) {
      const right = await this.passwords.matches(account?.passwordHash, password, comer);
      if (account && right) return account;
    }
    throw new WrongLoginError();
  }
}
