import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import { Account } from './account.entity';

/** The key of the advisory lock under which the first account of an installation is made. */
const FIRST_ACCOUNT_LOCK = 7_162_017_943;

@Injectable()
export class AccountsRepository {
  constructor(private readonly db: Database) {}

  /** Fails with a unique violation of `accounts_email` or `accounts_username`. */
  async insert(account: Omit<Account, 'createdAt'>): Promise<void> {
    await this.db.of(Account).insert({ ...account, createdAt: () => 'now()' });
  }

  async find(id: string): Promise<Account | null> {
    return await this.db.of(Account).findOneBy({ id });
  }

  /** By e-mail address or username, in any case of letters. A username has no @, so the two never meet. */
  async findByLogin(login: string): Promise<Account | null> {
    const column = login.includes('@') ? 'email' : 'username';
    return await this.db
      .of(Account)
      .createQueryBuilder('account')
      .where(`lower(account.${column}) = lower(:login)`, { login })
      .getOne();
  }

  /** Whether nobody has registered yet. Two who ask at once do so one after the other, until their transactions end. */
  async nobodyYet(): Promise<boolean> {
    await this.db.run('select pg_advisory_xact_lock($1)', [FIRST_ACCOUNT_LOCK]);
    return !(await this.db.of(Account).exists());
  }
}
