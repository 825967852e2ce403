import { Injectable } from '@nestjs/common';
import { Database, newId } from '@app/platform';
import { MailService } from '@app/mail';
import { AccountsService, type Newcomer } from './accounts.service';
import { PasswordHasher } from './password-hasher';

/** What somebody registers with: an e-mail address or a username, or both. */
export interface Registrant {
  readonly email?: string;
  readonly username?: string;
  readonly name?: string;
  readonly password: string;
}

/** Takes new accounts in. */
@Injectable()
export class RegistrationService {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsService,
    private readonly passwords: PasswordHasher,
    private readonly mail: MailService,
  ) {}

  /**
   * Makes an account and, in the same transaction, the mail that welcomes it.
   *
   * @throws RegistrationClosedError, LoginTakenError, BusyError
   */
  async register({ email, username, name, password }: Registrant): Promise<Newcomer> {
    this.accounts.ensureOpen();
    const newcomer = {
      id: newId(),
      email: email ?? null,
      emailVerifiedAt: null,
      username: username ?? null,
      name: name ?? username ?? email?.split('@', 1)[0] ?? '',
      passwordHash: await this.passwords.hash(password),
    };
    return await this.db.transaction(async () => {
      const account = await this.accounts.add(newcomer);
      await this.greet(account);
      return account;
    });
  }

  private async greet({ email, username, name }: Newcomer): Promise<void> {
    if (email !== null) await this.mail.queue(email, 'welcome', { name, login: username ?? email });
  }
}
