import { Injectable } from '@nestjs/common';
import { Database, Metrics } from '@app/platform';
import type { TemplateData, TemplateName } from './letters/template-data';
import { writeLetter } from './letters/write-letter';
import type { Locale } from './locale';
import type { Mail } from './mail.entity';
import { MailJobs } from './mail.queue';
import { MailRepository, type NewMail } from './mail.repository';

/** To whom a mail goes. */
export interface Recipient {
  /** One that `isMailAddress` accepts; a mail to another one is failed when it is tried. */
  readonly address: string;
  readonly locale: Locale;
  /** Whose mail it is: it is exported and erased with that account. */
  readonly accountId?: string;
}

/** What stands here about somebody. */
export type MailRecord = Pick<Mail, 'recipient' | 'template' | 'subject' | 'status' | 'createdAt' | 'settledAt'>;

/** Stands where a pretended mail has its recipient. No such domain can exist (RFC 2606). */
const NOBODY = 'nobody@chappe.invalid';

const EXPORT_PAGE = 500;

/** Mail as rows: kept with what caused them, and what is to be said about them afterwards. */
@Injectable()
export class MailService {
  private readonly withheld;

  constructor(
    private readonly db: Database,
    private readonly mails: MailRepository,
    private readonly jobs: MailJobs,
    metrics: Metrics,
  ) {
    const help = 'Mails that were not sent because their address had enough of them';
    this.withheld = metrics.counter('chappe_mails_withheld_total', help, ['template']);
  }

  /**
   * Queues a mail in the running transaction: it exists exactly when its cause does. It never fails its cause: what an
   * address has had enough of is withheld, and what cannot be sent is failed later.
   */
  async queue<Name extends TemplateName>(to: Recipient, template: Name, data: TemplateData[Name]): Promise<void> {
    const recipient = to.address.replaceAll('\0', '\ufffd'); // PostgreSQL takes no NUL
    const { locale, accountId = null } = to;
    const letter = writeLetter(locale, template, data);
    await this.write({ recipient, template, locale, accountId, letter, countedAs: recipient, pretended: false });
  }

  /**
   * Writes as much as `queue` does, in the same statements and the same commit, and sends nothing: so that whoever watches
   * the clock learns not whether an address is known. With the address that was asked for, those who ask for it at once
   * wait for each other as they would if it were known; it is not kept.
   */
  async pretend<Name extends TemplateName>(template: Name, data: TemplateData[Name], address = NOBODY): Promise<void> {
    const letter = writeLetter('en', template, data);
    const nobodys = { recipient: NOBODY, locale: 'en', accountId: null } as const;
    await this.write({ ...nobodys, template, letter, countedAs: address.replaceAll('\0', '\ufffd'), pretended: true });
  }

  /** Newest first, for admins: `limit + 1` rows, so that one sees whether there are more. `after` is the id of the last one seen. */
  async page(limit: number, after?: string): Promise<Mail[]> {
    return await this.mails.page(limit + 1, after);
  }

  /** What stands here about one account, newest first. */
  async *exportOf(accountId: string): AsyncIterable<MailRecord> {
    for (let after: string | undefined; ;) {
      const mails = await this.mails.page(EXPORT_PAGE, after, accountId);
      yield* mails.map(recordOf);
      after = mails.at(-1)?.id;
      if (mails.length < EXPORT_PAGE) return;
    }
  }

  /** Takes back what is still queued for an account and forgets the rest. Doing it twice does no harm. */
  async eraseOf(accountId: string): Promise<void> {
    await this.mails.forgetAccount(accountId);
  }

  private async write(mail: NewMail): Promise<void> {
    const { id, withheld } = await this.mails.insert(mail);
    this.db.afterCommit(() => {
      this.jobs.askFor(id);
      if (withheld && !mail.pretended) this.withheld.inc({ template: mail.template });
    });
  }
}

function recordOf({ recipient, template, subject, status, createdAt, settledAt }: Mail): MailRecord {
  return { recipient, template, subject, status, createdAt, settledAt };
}
