import { Injectable } from '@nestjs/common';
import { newId, violatedUnique } from '@app/platform';
import type { Recipient } from '@app/mail';
import type { Account, Role } from './account.entity';
import { faultOfName, nameFrom } from './display-name';
import { TakenNames } from './taken-names';
import { AccountsRepository, type AccountChanges } from './accounts.repository';
import { AuditLog, type Actor } from '../admin/audit-log';
import { AccountNotFoundError, LastAdminError, LoginTakenError, NameTakenError, SessionEndedError } from '../auth.errors';
import { HouseRules } from './house-rules';
import { verifiedMailboxOf } from './mailbox';

type Logins = Pick<Account, 'email' | 'username'>;

/** What an account is made of. */
export interface Newcomer {
  readonly email?: string;
  readonly username?: string;
  readonly name?: string;
  readonly locale?: Account['locale'];
  readonly passwordHash: string;
  /** Whether it registers on the owner's machine, where the first one is admin. */
  readonly fromOwnMachine: boolean;
}

/** Accounts, by the rules of the house. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly rules: HouseRules,
    private readonly audit: AuditLog,
    private readonly names: TakenNames,
  ) {}

  /** Makes an account in the running transaction, with the role that it is due. @throws LoginTakenError */
  async add({ email, username, name, locale = 'en', passwordHash, fromOwnMachine }: Newcomer, actor?: Actor): Promise<Account> {
    const account = {
      id: newId(),
      email: email ?? null,
      emailVerifiedAt: null,
      username: username ?? null,
      name: name ?? nameFrom(username, email),
      locale,
      passwordHash,
      role: await this.rules.roleOfNext(fromOwnMachine),
    };
    await this.ensureFree(account.name);
    await this.accounts.insert(account).catch(takenOr);
    const { id, role } = account;
    await this.audit.note(actor ?? { id }, actor === undefined ? 'account.registered' : 'account.created', id, { role });
    return { ...account, createdAt: new Date(), closingAt: null };
  }

  /** Null when the account is gone, or being closed. */
  async find(id: string): Promise<Account | null> {
    return await this.accounts.find(id);
  }

  /** @throws SessionEndedError when the account is gone: a token may outlive it by minutes. */
  async get(id: string): Promise<Account> {
    const account = await this.accounts.find(id);
    if (!account) throw new SessionEndedError();
    return account;
  }

  /** The addresses of whoever sees to something: its owner, or the admins when it is the house's own. Only verified ones. */
  async mailboxesOf(ownerId: string | null): Promise<{ name: string; to: Recipient }[]> {
    const owner = ownerId === null ? null : await this.accounts.find(ownerId);
    const accounts = ownerId === null ? await this.accounts.withRole('admin') : [owner].filter((found) => found !== null);
    return accounts.flatMap((account) => {
      const to = verifiedMailboxOf(account);
      return to ? [{ name: account.name, to }] : [];
    });
  }

  /** Newest first, one more than asked for. */
  async page(limit: number, after?: string): Promise<Account[]> {
    return await this.accounts.page(limit, after);
  }

  /** Changes what an account says of itself, in the running transaction. @throws LoginTakenError */
  async change(account: Account, changes: AccountChanges): Promise<Account> {
    if (changes.name !== undefined && changes.name !== account.name) await this.ensureFree(changes.name);
    await this.accounts.change(account.id, changes).catch(takenOr);
    const changed = { ...account, ...changes };
    if (changesLogin(account, changed)) await this.audit.note(account, 'account.login_changed', account.id);
    return changed;
  }

  /** From now on nobody can use the account, and its logins are free; in the running transaction. @throws AccountNotFoundError, LastAdminError */
  async close(id: string, actor: Actor): Promise<Account> {
    await this.ensureSparable(id);
    const account = await this.accounts.close(id);
    if (!account) throw new AccountNotFoundError();
    await this.audit.note(actor, 'account.closed', id);
    return account;
  }

  /** Gives an account another role, in the running transaction. @throws AccountNotFoundError, LastAdminError */
  async changeRole(id: string, role: Role, actor: Actor): Promise<{ account: Account; changed: boolean }> {
    const account = await this.accounts.find(id);
    if (!account) throw new AccountNotFoundError();
    if (account.role === role) return { account, changed: false };
    if (role === 'member') await this.ensureSparable(id);
    await this.accounts.change(id, { role });
    await this.audit.note(actor, 'account.role_changed', id, { from: account.role, to: role });
    return { account: { ...account, role }, changed: true };
  }

  /** @throws NameTakenError */
  private async ensureFree(name: string): Promise<void> {
    if (faultOfName(name, await this.names.all()) !== null) throw new NameTakenError();
  }

  private async ensureSparable(id: string): Promise<void> {
    const account = await this.accounts.find(id);
    if (account?.role === 'admin' && !(await this.accounts.canSpare(id))) throw new LastAdminError();
  }
}

/** Whether the two differ in what one signs in with. */
export function changesLogin(before: Logins, after: Logins): boolean {
  return before.email !== after.email || before.username !== after.username;
}

/** Turns what the database says of a taken username into words. */
function takenOr(error: unknown): never {
  throw violatedUnique(error) === 'accounts_username' ? new LoginTakenError() : error;
}
