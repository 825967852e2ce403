import { Injectable } from '@nestjs/common';
import { Database, randomBase62 } from '@app/platform';
import { LoginHeldError } from '../auth.errors';
import { PasswordHasher } from '../guessing/password-hasher';
import { AccountMail } from '../mailed/account-mail';
import type { Principal } from '../sessions/principal';
import type { Account } from './account.entity';
import { AccountsRepository } from './accounts.repository';
import { AccountsService, type Newcomer } from './accounts.service';

export type Invited = Pick<Newcomer, 'username' | 'name' | 'locale'> & { readonly email: string };

/** Nobody knows it, not even for a moment: the invited one sets another. */
const PASSWORD_BYTES = 32;

/** Admins invite people by mail, also while registration is closed. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly db: Database,
    private readonly repository: AccountsRepository,
    private readonly accounts: AccountsService,
    private readonly passwords: PasswordHasher,
    private readonly mail: AccountMail,
  ) {}

  /**
   * Makes an account whose password is set by a link that is mailed, and good for seven days. An account that merely named the address gets
   * the link instead: whoever reads its mail takes it over.
   *
   * @throws LoginHeldError when the address belongs to an account; LoginTakenError, NameTakenError, BusyError
   */
  async invite(invited: Invited, admin: Principal): Promise<Account> {
    const { holder, claimant } = await this.repository.candidates(invited.email);
    if (holder) throw new LoginHeldError(invited.email);
    const by = (await this.accounts.get(admin.id)).name;
    const passwordHash = await this.passwords.hash(randomBase62(PASSWORD_BYTES), { line: admin.id, known: true });
    return await this.db.transaction(async () => {
      const account = claimant ?? (await this.accounts.add({ ...invited, passwordHash, fromOwnMachine: false }, admin));
      await this.mail.invitation(account, by);
      return account;
    });
  }
}
