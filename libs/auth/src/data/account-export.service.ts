import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { AccountDataRegistry } from './account-data';
import { Database } from '@app/platform';
import { AuditLog } from '../admin/audit-log';
import { PasswordCheck } from '../guessing/password-check';

/** Gives accounts what is known of them. */
@Injectable()
export class AccountExportService {
  constructor(
    private readonly check: PasswordCheck,
    private readonly audit: AuditLog,
    private readonly db: Database,
    private readonly registry: AccountDataRegistry,
  ) {}

  /** One JSON object with a list for every kind of thing, written while it is read: it may be large. @throws SessionEndedError, WrongPasswordError */
  async of(accountId: string, password: string): Promise<Readable> {
    await this.check.ensureOf(accountId, password);
    await this.db.transaction(() => this.audit.note({ id: accountId }, 'account.exported', accountId));
    return Readable.from(this.write(accountId));
  }

  private async *write(accountId: string): AsyncGenerator<string> {
    yield `{"exportedAt":${JSON.stringify(new Date())}`;
    for (const data of this.registry.all) {
      for (const [name, list] of Object.entries(data.export(accountId))) {
        yield `,\n${JSON.stringify(name)}:[`;
        let before = '';
        for await (const item of list) {
          yield `${before}\n${JSON.stringify(item)}`;
          before = ',';
        }
        yield ']';
      }
    }
    yield '}\n';
  }
}
