import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import type { Queue } from 'bullmq';

export const MAIL_QUEUE = 'mail';

/** A mail to try. The row knows the rest. */
export interface MailJob {
  readonly mailId: string;
}

/** One job per try of a mail. */
@Injectable()
export class MailJobs {
  private readonly log = new Logger(MailJobs.name);
  constructor(@InjectQueue(MAIL_QUEUE) private readonly queue: Queue<MailJob>) {
    queue.on('error', (error) => {
      this.log.debug({ err: error }, 'the queue is away');
    });
  }

  /**
   * Asks for a try after so many seconds. Returns at once and never throws: what is lost here is found by the chore
   * that looks for overdue mails. The id names no mail for ever, because BullMQ would swallow a second job of that id;
   * and a later try has none, because it is asked for while the job of this try still runs.
   */
  askFor(mailId: string, delaySeconds = 0): void {
    const once = delaySeconds === 0 ? { deduplication: { id: mailId } } : {};
    const options = { ...once, delay: delaySeconds * 1_000, removeOnComplete: true, removeOnFail: true };
    this.queue.add('mail', { mailId }, options).catch((error: unknown) => {
      this.log.debug({ err: error }, 'a mail job was lost; the chore will find the mail');
    });
  }
}
