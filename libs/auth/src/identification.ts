import { Injectable } from '@nestjs/common';
import type { Account } from './account.entity';
import { AccountsRepository } from './accounts.repository';
import { WrongLoginError } from './auth.errors';
import { PasswordHasher } from './password-hasher';
import { SessionsRepository } from './sessions.repository';
import { SignInLimits } from './sign-in-limits';
import type { Visitor } from './visitor';

/** Finds out who somebody is by a login and a password. */
@Injectable()
export class Identification {
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
  async identify(login: string, password: string, { network }: Visitor): Promise<Account> {
    const { holder, claimant } = await this.accounts.candidates(login);
    const ids = [holder, claimant].flatMap((account) => account?.id ?? []);
    const attempt = { login, network, knownPlace: await this.sessions.cameFrom(ids, network) };
    await this.limits.begin(attempt);
    const account = await this.whose([holder, ...(login.includes('@') ? [claimant] : [])], password);
    await this.limits.succeeded(attempt);
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
