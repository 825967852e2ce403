import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import type { Account } from '../accounts/account.entity';
import { MailedLinkExpiredError, WrongPasswordError } from '../auth.errors';
import { MailedProofs } from './mailed-proofs';
import { PasswordRules } from '../accounts/password-rules';
import { NewPassword, type Ended } from './new-password';

import { PasswordCheck } from '../guessing/password-check';

export interface PasswordChange {
  readonly currentPassword: string;
  readonly password: string;
  readonly keepSession: string;
  readonly revokeBotTokens: boolean;
}

/** Sets passwords: for somebody who knows the old one, or for somebody who reads the mail of the account. */
@Injectable()
export class PasswordsService {
  constructor(
    private readonly db: Database,
    private readonly check: PasswordCheck,
    private readonly proofs: MailedProofs,
    private readonly next: NewPassword,
    private readonly rules: PasswordRules,
  ) {}

  /**
   * Ends all sessions of the account but the given one.
   *
   * @throws WrongPasswordError, PasswordUnchangedError, PasswordTooEasyError, TooManyTriesError, BusyError
   */
  async change(account: Account, { currentPassword, password, ...how }: PasswordChange): Promise<Ended> {
    await this.check.ensure(account, currentPassword, 'currentPassword');
    this.rules.ensureChanged(currentPassword, password);
    await this.rules.ensureGood(password, account);
    const hash = await this.check.hash(account, password);
    const ended = await this.db.transaction(() => this.next.set(account, hash, { reset: false, ...how }));
    if (!ended) throw new WrongPasswordError('currentPassword');
    return ended;
  }

  /** Takes a link out of a mail. Ends all sessions of the account. @throws MailedLinkExpiredError, PasswordTooEasyError, BusyError */
  async reset(token: string, password: string, revokeBotTokens: boolean): Promise<Ended> {
    await this.rules.ensureGood(password, await this.proofs.look(token));
    const account = await this.proofs.redeemForPassword(token);
    const hash = await this.check.hash(account, password);
    const ended = await this.db.transaction(async () => {
      const done = await this.next.set(account, hash, { reset: true, revokeBotTokens });
      if (!done) throw new MailedLinkExpiredError();
      await this.proofs.honour(account);
      return done;
    });
    await this.check.forgive(account);
    return ended;
  }
}
