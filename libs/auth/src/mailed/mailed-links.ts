import { Injectable } from '@nestjs/common';
import { HttpConfig } from '@app/platform';
import type { Account } from '../accounts/account.entity';
import type { LinkPage } from './link-pages';
import { MailedTokens, type MailedPurpose } from './mailed-tokens';

/** Where the pages stand that links in mails open. */
export const LINK_PAGES: Record<MailedPurpose, `/${LinkPage}`> = {
  'verify-email': '/verify-email',
  'reset-password': '/reset-password',
  invitation: '/reset-password',
};

/** Links for mails. The token stands behind the `#`, which no browser sends to a server: so no log ever holds it. */
@Injectable()
export class MailedLinks {
  constructor(
    private readonly http: HttpConfig,
    private readonly tokens: MailedTokens,
  ) {}

  /** A link for the account as it is now. */
  of(purpose: MailedPurpose, account: Account): string {
    return `${this.http.address}${LINK_PAGES[purpose]}#${this.tokens.of(purpose, account)}`;
  }
}
