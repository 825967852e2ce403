import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import type { Account } from './account.entity';
import { AccountMail } from '../mailed/account-mail';
import { AccountsService, type Newcomer } from './accounts.service';
import type { Actor } from '../admin/audit-log';
import { Doorkeeper } from './doorkeeper';
import { PasswordRules } from './password-rules';
import { PasswordHasher } from '../guessing/password-hasher';
import type { Visitor } from '../sessions/visitor';

/** What somebody registers with: an e-mail address or a username, or both. */
export interface Registrant {
  readonly email?: string;
  readonly username?: string;
  readonly name?: string;
  readonly locale?: Account['locale'];
  readonly password: string;
}

/** Takes new accounts in. */
@Injectable()
export class RegistrationService {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsService,
    private readonly door: Doorkeeper,
    private readonly passwords: PasswordHasher,
    private readonly rules: PasswordRules,
    private readonly mail: AccountMail,
  ) {}

  /**
   * Makes an account and, in the same transaction, the mail that welcomes it. An address that belongs to another account
   * makes no difference that the caller could see: that account's holder is written to, and alone can verify it.
   *
   * @throws RegistrationClosedError, TooManyRequestsError, PasswordTooEasyError, LoginTakenError, BusyError
   */
  async register(registrant: Registrant, visitor: Visitor): Promise<Account> {
    await this.door.admit(visitor);
    await this.rules.ensureGood(registrant.password, registrant);
    const passwordHash = await this.passwords.hash(registrant.password, { line: visitor.network ?? '', known: false });
    return await this.enter({ ...registrant, passwordHash, fromOwnMachine: visitor.fromOwnMachine });
  }

  /** An admin makes an account for somebody, also while registration is closed. @throws LoginTakenError, BusyError */
  async create(registrant: Registrant, actor: Actor): Promise<Account> {
    await this.rules.ensureGood(registrant.password, registrant);
    const passwordHash = await this.passwords.hash(registrant.password, { line: 'operator', known: true });
    return await this.enter({ ...registrant, passwordHash, fromOwnMachine: false }, actor);
  }

  private async enter(
    { email, username, name, locale, passwordHash, fromOwnMachine }: Newcomer,
    actor?: Actor,
  ): Promise<Account> {
    return await this.db.transaction(async () => {
      const account = await this.accounts.add({ email, username, name, locale, passwordHash, fromOwnMachine }, actor);
      await this.mail.welcome(account, { madeByAdmin: actor !== undefined });
      return account;
    });
  }
}
