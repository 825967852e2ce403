import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import type { Account, Role } from './account.entity';
import { AccountsService } from './accounts.service';
import type { Actor } from '../admin/audit-log';
import { SessionsService } from '../sessions/sessions.service';

/** Decides who is an admin. */
@Injectable()
export class RolesService {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsService,
    private readonly sessions: SessionsService,
  ) {}

  /** Gives an account another role, which holds at once: its sessions are ended. @throws AccountNotFoundError */
  async change(id: string, role: Role, actor: Actor): Promise<Account> {
    return await this.db.transaction(async () => {
      const { account, changed } = await this.accounts.changeRole(id, role, actor);
      if (changed) await this.sessions.endAllFor(id, 'role');
      return account;
    });
  }
}
