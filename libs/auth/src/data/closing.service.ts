import { Injectable } from '@nestjs/common';
import { Database, Signals } from '@app/platform';
import { AccountMail } from '../mailed/account-mail';
import { AccountsService } from '../accounts/accounts.service';
import { PasswordCheck } from '../guessing/password-check';
import type { Principal } from '../sessions/principal';

/** An account was closed: what belongs to it can be erased. */
export const CLOSED_SIGNAL = 'account-closed';

/** Closes accounts. */
@Injectable()
export class ClosingService {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsService,
    private readonly mail: AccountMail,
    private readonly signals: Signals,
    private readonly check: PasswordCheck,
  ) {}

  /**
   * From now on nobody can sign in to the account, write with its tokens, or find it. What belongs to it is erased right
   * after, by a worker, which also tells Telegram where that is needed, until it has worked.
   *
   * @throws WrongPasswordError, AccountNotFoundError, LastAdminError
   */
  async close(id: string, actor: Principal, password: string): Promise<void> {
    await this.check.ensureOf(actor.id, password);
    await this.db.transaction(async () => {
      await this.mail.closed(await this.accounts.close(id, actor));
      await this.signals.send(CLOSED_SIGNAL);
    });
  }
}
