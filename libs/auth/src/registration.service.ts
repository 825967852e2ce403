import { Injectable } from '@nestjs/common';
import { Database, newId, violatedUnique } from '@app/platform';
import { MailService } from '@app/mail';
import type { Account } from './account.entity';
import { AccountsRepository } from './accounts.repository';
import { LoginTakenError } from './auth.errors';
import { HouseRules } from './house-rules';
import { PasswordHasher } from './password-hasher';
import { TokenPairs, type TokenPair } from './token-pairs';

/** What somebody registers with: an e-mail address or a username, or both. */
export interface Registrant {
  readonly email?: string;
  readonly username?: string;
  readonly name?: string;
  readonly password: string;
}

/** An account that was just made. */
export type Newcomer = Omit<Account, 'createdAt'>;

/** Takes new accounts in. */
@Injectable()
export class RegistrationService {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly passwords: PasswordHasher,
    private readonly mail: MailService,
    private readonly rules: HouseRules,
    private readonly tokens: TokenPairs,
  ) {}

  /**
   * Makes an account and, in the same transaction, the mail that welcomes it; then signs it in.
   *
   * @throws RegistrationClosedError, LoginTakenError, BusyError
   */
  async register({ email, username, name, password }: Registrant): Promise<{ account: Newcomer; tokens: TokenPair }> {
    this.rules.ensureOpen();
    const newcomer: Newcomer = {
      id: newId(),
      email: email ?? null,
      emailVerifiedAt: null,
      username: username ?? null,
      name: name ?? username ?? email?.split('@', 1)[0] ?? '',
      passwordHash: await this.passwords.hash(password),
      role: 'member',
    };
    try {
      const account = await this.db.transaction(() => this.takeIn(newcomer));
      return { account, tokens: await this.tokens.open(account) };
    } catch (error) {
      throw takenBy(error) ?? error;
    }
  }

  private async takeIn(newcomer: Newcomer): Promise<Newcomer> {
    const account = { ...newcomer, role: await this.rules.roleOfNext() };
    await this.accounts.insert(account);
    const { email, username, name } = account;
    if (email !== null) await this.mail.queue(email, 'welcome', { name, login: username ?? email });
    return account;
  }
}

function takenBy(error: unknown): LoginTakenError | undefined {
  const constraint = violatedUnique(error);
  if (constraint === 'accounts_email') return new LoginTakenError('email');
  return constraint === 'accounts_username' ? new LoginTakenError('username') : undefined;
}
