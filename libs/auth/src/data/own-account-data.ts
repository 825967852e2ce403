import { Injectable } from '@nestjs/common';
import { MailService } from '@app/mail';
import { inPages, type AccountData } from './account-data';
import { AccountsRepository } from '../accounts/accounts.repository';
import { AuditRepository } from '../admin/audit.repository';
import { SessionsRepository } from '../sessions/sessions.repository';

/** The account itself, its sessions, what was noted of it, and its mail. */
@Injectable()
export class OwnAccountData implements AccountData {
  readonly tables = ['accounts', 'sessions', 'mails', 'audit_entries'];

  constructor(
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsRepository,
    private readonly audit: AuditRepository,
    private readonly mail: MailService,
  ) {}

  export(accountId: string): Record<string, AsyncIterable<unknown>> {
    return {
      account: this.profile(accountId),
      sessions: this.signIns(accountId),
      audit: inPages((limit, after) => this.audit.page(limit, after, accountId)),
      mails: this.mail.exportOf(accountId),
    };
  }

  /** The row of the account and its sessions go last, together. The book of changes keeps its ids, which name nobody any more, and no address. */
  async erase(accountId: string): Promise<boolean> {
    await this.mail.eraseOf(accountId);
    await this.audit.forgetAddressesOf(accountId);
    return true;
  }

  private async *profile(accountId: string): AsyncGenerator {
    const account = await this.accounts.find(accountId);
    if (!account) return;
    const { id, email, emailVerifiedAt, username, name, locale, role, createdAt } = account;
    yield { id, email, emailVerifiedAt, username, name, locale, role, createdAt };
  }

  private async *signIns(accountId: string): AsyncGenerator {
    for await (const session of inPages((limit, after) => this.sessions.remembered(accountId, limit, after))) {
      const { id, device, network, createdAt, lastUsedAt, expiresAt, endedAt, endReason } = session;
      yield { id, device, network, createdAt, lastUsedAt, expiresAt, endedAt, endReason };
    }
  }
}
