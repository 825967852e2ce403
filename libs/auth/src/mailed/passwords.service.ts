import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import type { Account } from '../accounts/account.entity';
import { MailedLinkExpiredError, WrongPasswordError } from '../auth.errors';
import { MailedProofs } from './mailed-proofs';
import { NewPassword } from './new-password';
import { PasswordCheck } from '../guessing/password-check';

/** Sets passwords: for somebody who knows the old one, or for somebody who reads the mail of the account. */
@Injectable()
export class PasswordsService {
  constructor(
    private readonly db: Database,
    private readonly check: PasswordCheck,
    private readonly proofs: MailedProofs,
    private readonly next: NewPassword,
  ) {}

  /** Ends all sessions of the account but the given one. @throws WrongPasswordError, TooManyTriesError, BusyError */
  async change(account: Account, keepSession: string, current: string, password: string): Promise<void> {
    await this.check.ensure(account, current, 'currentPassword');
    const hash = await this.check.hash(account, password);
    const done = await this.db.transaction(() => this.next.set(account, hash, { reset: false, keepSession }));
    if (!done) throw new WrongPasswordError('currentPassword');
  }

  /** Takes a link out of a mail. Ends all sessions of the account. @throws MailedLinkExpiredError, BusyError */
  async reset(token: string, password: string): Promise<void> {
    const account = await this.proofs.redeem('reset-password', token);
    const hash = await this.check.hash(account, password);
    await this.db.transaction(async () => {
      if (!(await this.next.set(account, hash, { reset: true }))) throw new MailedLinkExpiredError();
      await this.proofs.honour(account);
    });
    await this.check.forgive(account);
  }
}
