import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import type { Account } from '../accounts/account.entity';
import { AccountMail } from './account-mail';
import { NoEmailError } from '../auth.errors';
import { MailedProofs } from './mailed-proofs';
import { VerifiedAddresses } from '../accounts/verified-addresses';

/** Lets accounts prove that an address is theirs. */
@Injectable()
export class EmailVerificationService {
  constructor(
    private readonly db: Database,
    private readonly mail: AccountMail,
    private readonly proofs: MailedProofs,
    private readonly addresses: VerifiedAddresses,
  ) {}

  /** Sends the link once more. An address that is verified already needs none. @throws NoEmailError */
  async ask(account: Account): Promise<void> {
    if (account.email === null) throw new NoEmailError();
    if (account.emailVerifiedAt !== null) return;
    await this.db.transaction(() => this.mail.verification(account));
  }

  /**
   * Takes the link. A second click does no harm. The operator's address gets another link, which sets a new password and
   * makes an admin: whoever registered with that address need not be the operator.
   *
   * @throws MailedLinkExpiredError
   */
  async confirm(token: string): Promise<void> {
    const account = await this.proofs.redeem('verify-email', token);
    if (!this.addresses.awaitsAdminhood(account)) return;
    await this.db.transaction(() => this.mail.reset(account, account.email ?? ''));
  }
}
