import { Injectable } from '@nestjs/common';
import type { Account } from './account.entity';
import { AccountsRepository } from './accounts.repository';
import { SessionEndedError } from './auth.errors';

/** Accounts, for those who stand right of auth. */
@Injectable()
export class AccountsService {
  constructor(private readonly accounts: AccountsRepository) {}

  /** @throws SessionEndedError when the account is gone: a token may outlive it by minutes. */
  async get(id: string): Promise<Account> {
    const account = await this.accounts.find(id);
    if (!account) throw new SessionEndedError();
    return account;
  }
}
