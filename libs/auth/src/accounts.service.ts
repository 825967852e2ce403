import { Injectable } from '@nestjs/common';
import { violatedUnique } from '@app/platform';
import type { Account } from './account.entity';
import { AccountsRepository } from './accounts.repository';
import { LoginTakenError, SessionEndedError } from './auth.errors';
import { HouseRules } from './house-rules';

/** An account that was just made. */
export type Newcomer = Omit<Account, 'createdAt'>;

/** Accounts, by the rules of the house. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly rules: HouseRules,
  ) {}

  /** @throws RegistrationClosedError */
  ensureOpen(): void {
    this.rules.ensureOpen();
  }

  /** Makes an account in the running transaction, with the role that it is due. @throws LoginTakenError */
  async add(newcomer: Omit<Newcomer, 'role'>): Promise<Newcomer> {
    const account: Newcomer = { ...newcomer, role: await this.rules.roleOfNext() };
    await this.accounts.insert(account).catch((error: unknown) => {
      throw takenBy(error) ?? error;
    });
    return account;
  }

  /** @throws SessionEndedError when the account is gone: a token may outlive it by minutes. */
  async get(id: string): Promise<Account> {
    const account = await this.accounts.find(id);
    if (!account) throw new SessionEndedError();
    return account;
  }
}

function takenBy(error: unknown): LoginTakenError | undefined {
  const constraint = violatedUnique(error);
  if (constraint === 'accounts_email') return new LoginTakenError('email');
  return constraint === 'accounts_username' ? new LoginTakenError('username') : undefined;
}
