import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import type { Account } from './account.entity';
import { AccountMail } from '../mailed/account-mail';
import { AccountsService, changesLogin } from './accounts.service';
import { LoginNeededError } from '../auth.errors';
import { PasswordCheck } from '../guessing/password-check';

/** What an account may change of itself. Null takes a login away. */
export interface ProfileChanges {
  readonly name?: string;
  readonly locale?: Account['locale'];
  readonly email?: string | null;
  readonly username?: string | null;
}

/** Changes what accounts say of themselves. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsService,
    private readonly mail: AccountMail,
    private readonly check: PasswordCheck,
  ) {}

  /**
   * What one signs in with changes only for who knows the password: a token that was copied must not take an account
   * over. A new address counts as unverified until its link was taken; the old one is told.
   *
   * @throws WrongPasswordError, LoginNeededError, LoginTakenError
   */
  async change(account: Account, asked: ProfileChanges, password?: string): Promise<Account> {
    const wanted = wantedOf(account, asked);
    if (wanted.email === null && wanted.username === null) throw new LoginNeededError();
    if (changesLogin(account, wanted)) await this.check.ensure(account, password, 'password');
    const moved = wanted.email?.toLowerCase() !== account.email?.toLowerCase();
    return await this.db.transaction(async () => {
      const changed = await this.accounts.change(account, { ...wanted, ...(moved ? { emailVerifiedAt: null } : {}) });
      if (moved) await this.mail.moved(account, changed);
      return changed;
    });
  }
}

/** The profile as it shall be. */
function wantedOf(account: Account, asked: ProfileChanges): Required<ProfileChanges> {
  const { name = account.name, locale = account.locale, email = account.email, username = account.username } = asked;
  return { name, locale, email, username };
}
