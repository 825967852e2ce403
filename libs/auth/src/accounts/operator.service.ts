import { Injectable } from '@nestjs/common';
import { randomBase62 } from '@app/platform';
import type { Account, Role } from './account.entity';
import { AccountsRepository } from './accounts.repository';
import { LoginHeldError, NoSuchLoginError } from '../auth.errors';
import { MailedLinks } from '../mailed/mailed-links';
import { RegistrationService } from './registration.service';
import { RolesService } from './roles.service';

/** Nobody knows the password of an account that the operator makes: its holder sets one. */
const UNKNOWN_PASSWORD_BYTES = 32;

/** What the operator may do at the console. Whoever sits there has the whole database anyway. */
@Injectable()
export class OperatorService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly roles: RolesService,
    private readonly registration: RegistrationService,
    private readonly links: MailedLinks,
  ) {}

  /** Gives an account a role. @throws NoSuchLoginError when nobody has this username, or nobody has verified this address. */
  async appoint(login: string, role: Role): Promise<Account> {
    const { holder } = await this.accounts.candidates(login);
    if (!holder) throw new NoSuchLoginError(login);
    return await this.roles.change(holder.id, role, 'operator');
  }

  /** Makes an account, as an admin, and answers a link with which its password is set within the hour. @throws LoginHeldError, LoginTakenError */
  async create(login: string): Promise<string> {
    if ((await this.accounts.candidates(login)).holder) throw new LoginHeldError(login);
    const logins = login.includes('@') ? { email: login } : { username: login };
    const password = randomBase62(UNKNOWN_PASSWORD_BYTES);
    const made = await this.registration.create({ ...logins, password, locale: 'en' }, 'operator');
    await this.roles.change(made.id, 'admin', 'operator');
    return this.links.of('reset-password', made);
  }
}
