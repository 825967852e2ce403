import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import type { Account } from './account.entity';
import { AccountMail } from './account-mail';
import { NoEmailError } from './auth.errors';
import { MailedProofs } from './mailed-proofs';

/** Lets accounts prove that an address is theirs. */
@Injectable()
export class EmailVerificationService {
  constructor(
    private readonly db: Database,
    private readonly mail: AccountMail,
    private readonly proofs: MailedProofs,
  ) {}

  /** Sends the link once more. An address that is verified already needs none. @throws NoEmailError */
  async ask(account: Account): Promise<void> {
    if (account.email === null) throw new NoEmailError();
    if (account.emailVerifiedAt !== null) return;
    await this.db.transaction(() => this.mail.verification(account));
  }

  /** Takes the link. A second click does no harm. @throws MailedLinkExpiredError */
  async confirm(token: string): Promise<void> {
    await this.proofs.redeem('verify-email', token);
  }
}
