import { Injectable } from '@nestjs/common';
import { Database, newId } from '@app/platform';
import { Mail } from './mail.entity';
import type { Letter } from './mail.templates';

@Injectable()
export class MailRepository {
  constructor(private readonly db: Database) {}

  /** Keeps a mail to be sent, in the running transaction. */
  async insert(recipient: string, template: string, letter: Letter): Promise<string> {
    const id = newId();
    await this.db.of(Mail).insert({
      id,
      recipient,
      template,
      ...letter,
      status: 'queued',
      tries: 0,
      createdAt: () => 'now()',
      nextTryAt: () => 'now()',
    });
    return id;
  }

  async findQueued(id: string): Promise<Mail | null> {
    return await this.db.of(Mail).findOneBy({ id, status: 'queued' });
  }

  /** Mails that should have been tried by now and that no job seems to care for. */
  async overdue(): Promise<string[]> {
    const rows = await this.db.rows<{ id: string }>(
      `select id from mails where status = 'queued' and next_try_at < now() - interval '5 seconds' order by next_try_at limit 100`,
    );
    return rows.map((row) => row.id);
  }

  /**
   * Takes a mail for one try. Null means that it is settled, or that somebody else is trying it now; a try that ends
   * with its process is over after two minutes.
   */
  async claim(id: string): Promise<Mail | null> {
    const { count } = await this.db.run(
      `update mails set tries = tries + 1, next_try_at = now() + interval '2 minutes'
       where id = $1 and status = 'queued' and next_try_at <= now()`,
      [id],
    );
    return count === 1 ? await this.findQueued(id) : null;
  }

  async settle(id: string, status: 'sent' | 'kept' | 'failed', error: string | null = null): Promise<void> {
    await this.db.run(`update mails set status = $2, error = $3, settled_at = now() where id = $1 and status = 'queued'`, [
      id,
      status,
      error,
    ]);
  }

  async postpone(id: string, seconds: number, error: string): Promise<void> {
    await this.db.run(
      `update mails set next_try_at = now() + make_interval(secs => $2), error = $3 where id = $1 and status = 'queued'`,
      [id, seconds, error],
    );
  }

  async newest(limit: number): Promise<Mail[]> {
    return await this.db.of(Mail).find({ order: { id: 'DESC' }, take: limit });
  }
}
