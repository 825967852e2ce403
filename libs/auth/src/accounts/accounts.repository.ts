import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import { Database } from '@app/platform';
import { Account, type Role } from './account.entity';

/** The key of the advisory lock under which the first account of an installation is made. */
const FIRST_ACCOUNT_LOCK = 7_162_017_943;

/**
 * Who may be meant by a login. A username has one holder. An e-mail address belongs to whoever verified it; besides,
 * the last one who registered with it may sign in as if it were theirs.
 */
export interface Candidates {
  readonly holder: Account | null;
  readonly claimant: Account | null;
}

/** What may be changed of an account. */
export type AccountChanges = Partial<
  Pick<Account, 'email' | 'username' | 'name' | 'locale' | 'role' | 'emailVerifiedAt' | 'passwordHash'>
>;

@Injectable()
export class AccountsRepository {
  constructor(private readonly db: Database) {}

  /** Fails with a unique violation of `accounts_username`. */
  async insert(account: Omit<Account, 'createdAt' | 'closingAt'>): Promise<void> {
    await this.db.of(Account).insert({ ...account, createdAt: () => 'now()', closingAt: null });
  }

  async find(id: string): Promise<Account | null> {
    return await this.db.of(Account).findOneBy({ id, closingAt: IsNull() });
  }

  /** By e-mail address or username, in any case of letters. A username has no @, so the two never meet. */
  async candidates(login: string): Promise<Candidates> {
    if (login.includes('@')) return await this.byEmail(login);
    const holder = await this.db
      .of(Account)
      .createQueryBuilder('account')
      .where('lower(account.username) = lower(:login) and account.closingAt is null', { login })
      .getOne();
    return { holder, claimant: null };
  }

  /** Fails with a unique violation of `accounts_username` or `accounts_verified_email`. */
  async change(id: string, changes: AccountChanges): Promise<void> {
    await this.db.of(Account).update({ id }, changes);
  }

  /** Gives an account another password. False means that it has another one by now than it had. */
  async changePassword(id: string, from: string, to: string): Promise<boolean> {
    const { affected } = await this.db.of(Account).update({ id, passwordHash: from }, { passwordHash: to });
    return affected === 1;
  }

  /** False means that the address has been verified by another account. Fails with a unique violation when that happens just now. */
  async verifyEmail(id: string): Promise<boolean> {
    const { count } = await this.db.run(
      `update accounts set email_verified_at = coalesce(email_verified_at, now())
       where id = $1 and email is not null and closing_at is null and not exists (
         select 1 from accounts other
         where lower(other.email) = lower(accounts.email) and other.id <> $1 and other.email_verified_at is not null)`,
      [id],
    );
    return count === 1;
  }

  /** Makes an account one that nobody can use, and frees its logins. Null means that there is none. */
  async close(id: string): Promise<Account | null> {
    const account = await this.find(id);
    if (!account) return null;
    const changes = { closingAt: () => 'now()', email: null, emailVerifiedAt: null, username: null };
    const { affected } = await this.db.of(Account).update({ id, closingAt: IsNull() }, changes);
    return affected === 1 ? account : null;
  }

  /** Accounts that are being erased, the oldest first. */
  async closing(): Promise<string[]> {
    const accounts = await this.db.of(Account).find({
      select: { id: true },
      where: { closingAt: Not(IsNull()) },
      order: { closingAt: 'ASC' },
      take: 100,
    });
    return accounts.map(({ id }) => id);
  }

  /** Removes the row of a closed account, and with it whatever refers to it. */
  async remove(id: string): Promise<void> {
    await this.db.of(Account).delete({ id, closingAt: Not(IsNull()) });
  }

  /** Newest first, one more than asked for. */
  async page(limit: number, after?: string): Promise<Account[]> {
    const query = this.db.of(Account).createQueryBuilder('account').where('account.closingAt is null');
    if (after !== undefined) query.andWhere('account.id < :after', { after });
    return await query
      .orderBy('account.id', 'DESC')
      .take(limit + 1)
      .getMany();
  }

  async withRole(role: Role): Promise<Account[]> {
    return await this.db.of(Account).find({ where: { role, closingAt: IsNull() }, order: { id: 'ASC' }, take: 100 });
  }

  /**
   * Whether somebody else is admin, or there is nobody else at all. Until the running transaction ends, nobody becomes an admin or ceases to
   * be one.
   */
  async canSpare(adminId: string): Promise<boolean> {
    const admins = await this.db.rows<{ id: string }>(
      `select id from accounts where role = 'admin' and closing_at is null order by id for update`,
    );
    if (admins.some(({ id }) => id !== adminId)) return true;
    return (await this.db.of(Account).countBy({ id: Not(adminId), closingAt: IsNull() })) === 0;
  }

  /** Whether nobody has registered yet. Two who ask at once do so one after the other, until their transactions end. */
  async nobodyYet(): Promise<boolean> {
    await this.db.run('select pg_advisory_xact_lock($1)', [FIRST_ACCOUNT_LOCK]);
    return !(await this.db.of(Account).exists());
  }

  private async byEmail(email: string): Promise<Candidates> {
    const query = (verified: boolean) =>
      this.db
        .of(Account)
        .createQueryBuilder('account')
        .where('lower(account.email) = lower(:email) and account.closingAt is null', { email })
        .andWhere(`account.emailVerifiedAt is ${verified ? 'not null' : 'null'}`)
        .orderBy('account.id', 'DESC')
        .take(1)
        .getOne();
    return { holder: await query(true), claimant: await query(false) };
  }
}
