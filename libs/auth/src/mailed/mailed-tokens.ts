import { Injectable } from '@nestjs/common';
import { Clock, DerivedKeys } from '@app/platform';
import type { Account } from '../accounts/account.entity';
import { AccountsRepository } from '../accounts/accounts.repository';
import { MailedLinkExpiredError } from '../auth.errors';
import { SignedTokens } from '../sessions/signed-tokens';

/** What a link in a mail is good for. */
export type MailedPurpose = 'verify-email' | 'reset-password' | 'invitation';

const LIFETIME_SECONDS: Record<MailedPurpose, number> = {
  'verify-email': 7 * 24 * 3_600,
  'reset-password': 3_600,
  invitation: 7 * 24 * 3_600,
};

/**
 * Tokens for links in mails. They depend on what they change: a link that verifies dies with a change of the
 * address, one that resets also with a change of the password, so it is good for one use.
 */
@Injectable()
export class MailedTokens {
  private readonly tokens: Record<MailedPurpose, SignedTokens>;

  constructor(
    keys: DerivedKeys,
    private readonly clock: Clock,
    private readonly accounts: AccountsRepository,
  ) {
    this.tokens = {
      'verify-email': new SignedTokens(keys, { prefix: 'chv_', purpose: 'verify-email' }),
      'reset-password': new SignedTokens(keys, { prefix: 'chw_', purpose: 'reset-password' }),
      invitation: new SignedTokens(keys, { prefix: 'chi_', purpose: 'invitation' }),
    };
  }

  /** A token for the account as it is now. */
  of(purpose: MailedPurpose, account: Account): string {
    const number = this.seconds() + LIFETIME_SECONDS[purpose];
    return this.tokens[purpose].write({ id: account.id, number }, ...stateOf(purpose, account));
  }

  /** The account that a token sets the password of: one of a reset or of an invitation. @throws MailedLinkExpiredError */
  async redeemForPassword(token: string): Promise<Account> {
    return await this.redeem(token.startsWith('chi_') ? 'invitation' : 'reset-password', token);
  }

  /** The account that a token was made for, if it still holds. @throws MailedLinkExpiredError */
  async redeem(purpose: MailedPurpose, token: string): Promise<Account> {
    const claim = this.tokens[purpose].read(token);
    const account = claim && claim.number >= this.seconds() ? await this.accounts.find(claim.id) : null;
    if (!claim || !account || !claim.proves(...stateOf(purpose, account))) throw new MailedLinkExpiredError();
    return account;
  }

  private seconds(): number {
    return Math.floor(this.clock.now().getTime() / 1_000);
  }
}

function stateOf(purpose: MailedPurpose, { email, passwordHash }: Account): string[] {
  const address = (email ?? '').toLowerCase();
  return purpose === 'verify-email' ? [address] : [address, passwordHash];
}
