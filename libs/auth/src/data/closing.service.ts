import { Injectable } from '@nestjs/common';
import { Database, Signals } from '@app/platform';
import { AccountMail } from '../mailed/account-mail';
import { AccountsService } from '../accounts/accounts.service';
import type { Actor } from '../admin/audit-log';

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
  ) {}

  /**
   * From now on nobody can sign in to the account, write with its tokens, or find it. What belongs to it is erased right
   * after, by a worker, which also tells Telegram where that is needed, until it has worked.
   *
   * @throws AccountNotFoundError
   */
  async close(id: string, actor: Actor): Promise<void> {
    await this.db.transaction(async () => {
      await this.mail.closed(await this.accounts.close(id, actor));
      await this.signals.send(CLOSED_SIGNAL);
    });
  }
}
