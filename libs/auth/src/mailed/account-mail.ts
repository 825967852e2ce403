import { Injectable } from '@nestjs/common';
import { MailService, type Recipient } from '@app/mail';
import type { Account } from '../accounts/account.entity';
import { AccountsRepository } from '../accounts/accounts.repository';
import { mailboxOf, verifiedMailboxOf } from '../accounts/mailbox';
import { MailedLinks } from './mailed-links';
import type { Visitor } from '../sessions/visitor';

/**
 * What accounts are told by mail. Each mail is queued in the running transaction. An address that nobody has verified gets what makes it
 * verified, and no notices.
 */
@Injectable()
export class AccountMail {
  constructor(
    private readonly mail: MailService,
    private readonly links: MailedLinks,
    private readonly accounts: AccountsRepository,
  ) {}

  /**
   * Welcomes an account. If its address belongs to another one, that one is told instead. To an address that anybody may have typed no
   * word goes that they chose; an admin may choose words.
   */
  async welcome(account: Account, { madeByAdmin }: { readonly madeByAdmin: boolean }): Promise<void> {
    await this.unlessTaken(account, async (to) => {
      const words = madeByAdmin
        ? { name: account.name, login: account.username ?? to.address }
        : { name: null, login: to.address };
      await this.mail.queue(to, 'welcome', { ...words, verifyUrl: this.links.of('verify-email', account) });
    });
  }

  /** Asks an account to verify its address. If that belongs to another one, that one is told instead. */
  async verification(account: Account): Promise<void> {
    await this.unlessTaken(account, async (to) => {
      await this.mail.queue(to, 'verifyEmail', { name: null, verifyUrl: this.links.of('verify-email', account) });
    });
  }

  /** Sends the link by which somebody whom an admin has invited sets their password. */
  async invitation(account: Account, by: string): Promise<void> {
    const to = mailboxOf(account);
    if (to) {
      await this.mail.queue(to, 'invitation', {
        by,
        login: account.username ?? to.address,
        inviteUrl: this.links.of('invitation', account),
      });
    }
  }

  /** Sends the link that sets a new password. Without an account, or without an address, as much is done and nothing sent. */
  async reset(account: Account | null, login: string): Promise<void> {
    const { name, username, email, emailVerifiedAt } = account ?? NOBODY;
    const words = emailVerifiedAt === null ? { name: null, login: email ?? '' } : { name, login: username ?? email ?? '' };
    const data = { ...words, resetUrl: this.links.of('reset-password', account ?? NOBODY) };
    const to = account && mailboxOf(account);
    await (to ? this.mail.queue(to, 'resetPassword', data) : this.mail.pretend('resetPassword', data, login));
  }

  async passwordChanged(account: Account): Promise<void> {
    const to = verifiedMailboxOf(account);
    if (to) await this.mail.queue(to, 'passwordChanged', { name: account.name });
  }

  async newSignIn(account: Account, { device, network }: Visitor): Promise<void> {
    const to = verifiedMailboxOf(account);
    if (to) await this.mail.queue(to, 'newSignIn', { name: account.name, device, address: network ?? '–', at: new Date() });
  }

  /** The account has another address: the old one is told, the new one is asked to verify itself. */
  async moved(before: Account, after: Account): Promise<void> {
    const to = verifiedMailboxOf(before);
    if (to) await this.mail.queue(to, 'emailChanged', { name: before.name, newAddress: after.email ?? '–' });
    await this.verification(after);
  }

  /** The last mail to an account. It belongs to nobody any more, so it outlives what is erased. */
  async closed(account: Account): Promise<void> {
    const to = verifiedMailboxOf(account);
    if (to) await this.mail.queue({ address: to.address, locale: to.locale }, 'accountClosed', { name: account.name });
  }

  private async unlessTaken(account: Account, write: (to: Recipient) => Promise<void>): Promise<void> {
    const to = mailboxOf(account);
    if (!to) return;
    const { holder } = await this.accounts.candidates(to.address);
    await (holder && holder.id !== account.id ? this.addressTaken(holder) : write(to));
  }

  private async addressTaken(holder: Account): Promise<void> {
    const to = mailboxOf(holder);
    if (to) await this.mail.queue(to, 'addressTaken', { name: holder.name, login: holder.username ?? to.address });
  }
}

/** Whoever asks for a new password for a login that does not exist. */
const NOBODY: Account = {
  id: '00000000-0000-7000-8000-000000000000',
  email: null,
  emailVerifiedAt: null,
  username: null,
  name: '',
  locale: 'en',
  passwordHash: '',
  role: 'member',
  createdAt: new Date(0),
  closingAt: null,
};
