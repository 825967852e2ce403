import { Injectable } from '@nestjs/common';
import type { Account } from './account.entity';
import { AccountsRepository } from './accounts.repository';
import { AuditLog } from './audit-log';
import { HouseRules } from './house-rules';

/** Which addresses are known to be whose, and what follows from it. */
@Injectable()
export class VerifiedAddresses {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly rules: HouseRules,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Notes in the running transaction that the account reads the mail of its address. It becomes admin if the house says
   * so. False means that another account has verified the address.
   */
  async verify(account: Account): Promise<boolean> {
    if (account.email === null || account.emailVerifiedAt !== null) return true;
    if (!(await this.accounts.verifyEmail(account.id))) return false;
    await this.audit.note(account, 'account.email_verified', account.id);
    await this.promote({ ...account, emailVerifiedAt: new Date() });
    return true;
  }

  /** Makes the account with this verified address an admin; for a setting that was made later than the account. */
  async promoteKnown(): Promise<void> {
    const { adminEmail } = this.rules;
    const { holder } = adminEmail === undefined ? { holder: null } : await this.accounts.candidates(adminEmail);
    if (holder) await this.promote(holder);
  }

  private async promote(account: Account): Promise<void> {
    if (account.role === 'admin' || !this.rules.isAdminByAddress(account)) return;
    await this.accounts.change(account.id, { role: 'admin' });
    await this.audit.note('chappe', 'account.role_changed', account.id, { to: 'admin', because: 'ADMIN_EMAIL' });
  }
}
