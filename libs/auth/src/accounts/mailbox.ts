import type { Recipient } from '@app/mail';
import type { Account } from './account.entity';

/** Where an account's mail goes, if it has an address. */
export function mailboxOf({ id, email, locale }: Account): Recipient | null {
  return email === null ? null : { address: email, locale, accountId: id };
}

/** The same, once its link was taken: only then is it known that the address is the account's. */
export function verifiedMailboxOf(account: Account): Recipient | null {
  return account.emailVerifiedAt === null ? null : mailboxOf(account);
}
