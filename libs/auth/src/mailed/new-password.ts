import { Injectable } from '@nestjs/common';
import type { Account } from '../accounts/account.entity';
import { AccountsRepository } from '../accounts/accounts.repository';
import { AuditLog } from '../admin/audit-log';
import { AccountTokensRegistry } from '../data/account-tokens';
import { SessionsRepository } from '../sessions/sessions.repository';
import { AccountMail } from './account-mail';

export interface HowSet {
  /** By a link out of a mail, instead of the old password. */
  readonly reset: boolean;
  readonly keepSession?: string;
  /** Whether whoever may have known the old one is to lose the bot tokens, too. */
  readonly revokeBotTokens: boolean;
}

/** What a new password has ended, and what it has not. */
export interface Ended {
  readonly sessionsEnded: number;
  readonly botTokensRevoked: number;
  /** Those that are still good. */
  readonly botTokensLeft: number;
}

/** Gives an account another password, and whatever follows from it. */
@Injectable()
export class NewPassword {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly sessions: SessionsRepository,
    private readonly mail: AccountMail,
    private readonly audit: AuditLog,
    private readonly tokens: AccountTokensRegistry,
  ) {}

  /**
   * Sets it in the running transaction, ends all sessions but the given one, and tells the holder. Null means that the
   * password is not the one any more that the account came with: somebody else was first.
   */
  async set(account: Account, hash: string, { reset, keepSession, revokeBotTokens }: HowSet): Promise<Ended | null> {
    const { id } = account;
    if (!(await this.accounts.changePassword(id, account.passwordHash, hash))) return null;
    const botTokensRevoked = revokeBotTokens ? await this.tokens.revokeAll(id) : 0;
    const sessionsEnded = await this.sessions.endAll(id, 'password', keepSession);
    await this.mail.passwordChanged(account);
    await this.audit.note(account, reset ? 'account.password_reset' : 'account.password_changed', id, { botTokensRevoked });
    return { sessionsEnded, botTokensRevoked, botTokensLeft: await this.tokens.countLive(id) };
  }
}
