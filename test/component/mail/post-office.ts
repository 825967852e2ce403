import { MailService, type Recipient } from '@app/mail';
import { Database } from '@app/platform';
import { SendingService } from '../../../libs/mail/src/sending.service';
import { Maintenance } from '../../../libs/platform/src/queue/maintenance';
import type { TestChappe } from '../../support/chappe';
import { waitFor } from '../../support/wait-for';

export type MailRow = Record<string, unknown> & { readonly id: string; readonly status: string; readonly tries: number };

type Parameters = Record<string, string | Date>;

/** What tests do with mails, past HTTP. */
export class PostOffice {
  constructor(private readonly chappe: TestChappe) {}

  get mail(): MailService {
    return this.chappe.app.get(MailService, { strict: false });
  }

  get database(): Database {
    return this.chappe.app.get(Database, { strict: false });
  }

  /** Queues a mail in a transaction of its own. */
  async queue(to: string | Recipient, template = 'passwordChanged', data: Parameters = { name: 'Ann' }): Promise<void> {
    const recipient = typeof to === 'string' ? { address: to, locale: 'en' as const } : to;
    await this.database.transaction(() => this.mail.queue(recipient, template as 'passwordChanged', data as { name: string }));
  }

  /** Tries a mail now, beside the worker. */
  async attempt(id: string): Promise<void> {
    await this.chappe.app.get(SendingService, { strict: false }).attempt(id);
  }

  async chore(name: string): Promise<void> {
    await this.chappe.app.get(Maintenance, { strict: false }).run(name);
  }

  /** Ends the pause of whatever waits, and tries it at once. */
  async hurry(): Promise<void> {
    const rows = await this.chappe.sql.rows<{ id: string }>(
      `update mails set next_try_at = now() - interval '1 minute' where status = 'queued' returning id`,
    );
    await Promise.all(rows.map(({ id }) => this.attempt(id)));
  }

  /** Lets the chore find what waits. */
  async recover(): Promise<void> {
    await this.chappe.sql.rows(`update mails set next_try_at = now() - interval '1 minute' where status = 'queued'`);
    await this.chore('mail.recover');
  }

  /** Lets a minute pass for the limit on all mails. */
  async passMinute(): Promise<void> {
    await this.chappe.sql.rows(`update mails set claimed_at = claimed_at - interval '61 seconds'`);
  }

  /** The rows of an address, oldest first. */
  async rows(address: string): Promise<MailRow[]> {
    return await this.chappe.sql.rows<MailRow>('select * from mails where recipient = $1 order by id', [address]);
  }

  /** The only mail of an address as soon as it is as wanted. The first pause between tries is five seconds. */
  async row(address: string, wanted: (row: MailRow) => boolean): Promise<MailRow> {
    const look = async () => {
      const [row] = await this.rows(address);
      return row && wanted(row) && row;
    };
    return await waitFor(`the mail to ${address}`, look, 9_000);
  }

  /** The mail of an address when it has come to its end. */
  async settled(address: string): Promise<MailRow> {
    return await this.row(address, ({ settled_at }) => settled_at !== null);
  }
}
