import { Injectable } from '@nestjs/common';
import type { Account } from './account.entity';
import { AccountsRepository } from './accounts.repository';
import { AuditLog } from '../admin/audit-log';
import { HouseRules } from './house-rules';

/** Which addresses are known to be whose, and what follows from it. */
@Injectable()
export class VerifiedAddresses {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly rules: HouseRules,
    private readonly audit: AuditLog,
  ) {}

  /** Notes in the running transaction that the account reads the mail of its address. False means that another account has verified it. */
  async verify(account: Account): Promise<boolean> {
    if (account.email === null || account.emailVerifiedAt !== null) return true;
    if (!(await this.accounts.verifyEmail(account.id))) return false;
    await this.audit.note(account, 'account.email_verified', account.id);
    return true;
  }

  /** Whether the account has the address of the operator, and is no admin yet. */
  awaitsAdminhood({ role, email }: Account): boolean {
    return role !== 'admin' && this.rules.isAdminAddress(email);
  }

  /**
   * Makes the account an admin, in the running transaction, if the house says so. To be called when whoever reads the mail
   * of its address has just set its password: before that, a stranger who registered with the address may know it.
   */
  async promote(account: Account): Promise<void> {
    if (!this.awaitsAdminhood(account)) return;
    await this.accounts.change(account.id, { role: 'admin' });
    await this.audit.note('chappe', 'account.role_changed', account.id, { to: 'admin', because: 'ADMIN_EMAIL' });
  }
}
