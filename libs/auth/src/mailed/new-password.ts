import { Injectable } from '@nestjs/common';
import type { Account } from '../accounts/account.entity';
import { AccountMail } from './account-mail';
import { AccountsRepository } from '../accounts/accounts.repository';
import { AuditLog } from '../admin/audit-log';
import { SessionsRepository } from '../sessions/sessions.repository';

/** Gives an account another password, and whatever follows from it. */
@Injectable()
export class NewPassword {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsRepository,
    private readonly mail: AccountMail,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Sets it in the running transaction, ends all sessions but the given one, and tells the holder. False means that the
   * password is not the one any more that the account came with: somebody else was first.
   */
  async set(account: Account, hash: string, how: { readonly reset: boolean; readonly keepSession?: string }): Promise<boolean> {
    if (!(await this.accounts.changePassword(account.id, account.passwordHash, hash))) return false;
    await this.sessions.endAll(account.id, 'password', how.keepSession);
    await this.mail.passwordChanged(account);
    await this.audit.note(account, how.reset ? 'account.password_reset' : 'account.password_changed', account.id);
    return true;
  }
}
