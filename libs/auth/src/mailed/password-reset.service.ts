import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import { AccountMail } from './account-mail';
import { AccountsRepository } from '../accounts/accounts.repository';
import { Doorkeeper } from '../accounts/doorkeeper';
import type { Visitor } from '../sessions/visitor';

/** Sends the link that sets a new password. */
@Injectable()
export class PasswordResetService {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsRepository,
    private readonly door: Doorkeeper,
    private readonly mail: AccountMail,
  ) {}

  /**
   * Writes to the address of an account, if there is one. The caller learns nothing: the same is done either way, and as
   * much is written.
   *
   * @throws TooManyTriesError
   */
  async ask(login: string, visitor: Visitor): Promise<void> {
    await this.door.hear(visitor);
    const { holder, claimant } = await this.accounts.candidates(login);
    await this.db.transaction(() => this.mail.reset(holder ?? claimant, login));
  }
}
