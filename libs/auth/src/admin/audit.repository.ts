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

  async forgetOld(): Promise<void> {
    await this.db.run(`delete from audit_entries where at < now() - interval '2 years'`);
  }
}
