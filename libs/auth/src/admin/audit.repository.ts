import { Injectable } from '@nestjs/common';
import { Database, newId } from '@app/platform';
import { AuditEntry } from './audit-entry.entity';

@Injectable()
export class AuditRepository {
  constructor(private readonly db: Database) {}

  async insert(entry: Omit<AuditEntry, 'id' | 'at'>): Promise<void> {
    await this.db.of(AuditEntry).insert({ ...entry, id: newId(), at: () => 'now()' });
  }

  /** Newest first, one more than asked for; of one account when it is given. */
  async page(limit: number, after?: string, accountId?: string): Promise<AuditEntry[]> {
    const query = this.db.of(AuditEntry).createQueryBuilder('entry').where('true');
    if (after !== undefined) query.andWhere('entry.id < :after', { after });
    if (accountId !== undefined) query.andWhere('entry.accountId = :accountId', { accountId });
    return await query
      .orderBy('entry.id', 'DESC')
      .take(limit + 1)
      .getMany();
  }

  /** Forgets from where an account did what it did: it is gone. */
  async forgetAddressesOf(accountId: string): Promise<void> {
    await this.db.run(
      `update audit_entries set address = null where address is not null and (account_id = $1 or actor_id = $1)`,
      [accountId],
    );
  }

  async forgetOld(): Promise<void> {
    await this.db.run(`delete from audit_entries where at < now() - interval '2 years'`);
  }
}
