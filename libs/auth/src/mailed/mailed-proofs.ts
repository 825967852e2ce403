import { Injectable } from '@nestjs/common';
import { Clock, Database, violatedUnique } from '@app/platform';
import type { Account } from '../accounts/account.entity';
import { MailedLinkExpiredError } from '../auth.errors';
import { MailedTokens, type MailedPurpose } from './mailed-tokens';
import { VerifiedAddresses } from '../accounts/verified-addresses';

/** Takes links out of mails. Whoever has one reads the mail of its address, so it is verified from then on. */
@Injectable()
export class MailedProofs {
  constructor(
    private readonly db: Database,
    private readonly tokens: MailedTokens,
    private readonly addresses: VerifiedAddresses,
    private readonly clock: Clock,
  ) {}

  /** The account that a link was made for which sets a password; nothing comes of looking. @throws MailedLinkExpiredError */
  async look(token: string): Promise<Account> {
    return await this.tokens.redeemForPassword(token);
  }

  /**
   * The account that the link was made for.
   *
   * @throws MailedLinkExpiredError when the link does not hold any more, or another account has verified the address.
   */
  async redeem(purpose: MailedPurpose, token: string): Promise<Account> {
    return await this.prove(await this.tokens.redeem(purpose, token));
  }

  /** The same of a link that sets a password. @throws MailedLinkExpiredError */
  async redeemForPassword(token: string): Promise<Account> {
    return await this.prove(await this.look(token));
  }

  private async prove(account: Account): Promise<Account> {
    const verified = await this.db.transaction(() => this.addresses.verify(account)).catch(takenJustNow);
    if (!verified) throw new MailedLinkExpiredError();
    return { ...account, emailVerifiedAt: account.emailVerifiedAt ?? this.clock.now() };
  }

  /** Whoever redeemed the link has set the account's password, in the running transaction: nobody else knows it now. */
  async honour(account: Account): Promise<void> {
    await this.addresses.promote(account);
  }
}

/** Two accounts verified one address at once, and the other one was first. */
function takenJustNow(error: unknown): false {
  if (violatedUnique(error) === 'accounts_verified_email') return false;
  throw error;
}
