import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import type { Mail } from './mail.entity';
import { MailJobs } from './mail.queue';
import { MailRepository } from './mail.repository';
import { write, type TemplateData, type TemplateName } from './mail.templates';
import { MailTransport } from './mail.transport';

const MOST_TRIES = 12;
const LONGEST_PAUSE_SECONDS = 3_600;

/** Mail as rows: kept with what caused them, sent when there is a way, seen to until they are settled. */
@Injectable()
export class MailService {
  constructor(
    private readonly db: Database,
    private readonly mails: MailRepository,
    private readonly jobs: MailJobs,
    private readonly transport: MailTransport,
  ) {}

  /** Queues a mail in the running transaction: it exists exactly when its cause does. */
  async queue<Name extends TemplateName>(recipient: string, template: Name, data: TemplateData[Name]): Promise<void> {
    const id = await this.mails.insert(recipient, template, write(template, data));
    this.db.afterCommit(() => {
      this.jobs.askFor(id);
    });
  }

  /** Tries a mail once, unless it is settled or somebody else is at it. */
  async attempt(id: string): Promise<void> {
    const mail = await this.mails.claim(id);
    if (!mail) return;
    const delivery = await this.transport.deliver(mail);
    if (delivery.kind === 'sent' || delivery.kind === 'kept') await this.mails.settle(id, delivery.kind);
    else if (delivery.kind === 'refused' || mail.tries >= MOST_TRIES) await this.mails.settle(id, 'failed', delivery.reason);
    else await this.tryLater(mail, delivery.reason);
  }

  /** Asks again for mails whose jobs were lost. */
  async recover(): Promise<void> {
    for (const id of await this.mails.overdue()) this.jobs.askFor(id);
  }

  /** The newest mails, for the local mailbox. */
  async newest(): Promise<Mail[]> {
    return await this.mails.newest(50);
  }

  private async tryLater(mail: Mail, reason: string): Promise<void> {
    const seconds = Math.min(5 * 2 ** (mail.tries - 1), LONGEST_PAUSE_SECONDS);
    await this.mails.postpone(mail.id, seconds, reason);
    this.jobs.askFor(mail.id, seconds);
  }
}
