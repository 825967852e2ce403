import { Processor } from '@nestjs/bullmq';
import type { Job } from 'bullmq';
import { QuietWorker } from '@app/platform';
import { MAIL_QUEUE, type MailJob } from './mail.queue';
import { MailService } from './mail.service';

@Processor(MAIL_QUEUE, { concurrency: 4 })
export class MailProcessor extends QuietWorker {
  constructor(private readonly mail: MailService) {
    super();
  }

  async process(job: Job<MailJob>): Promise<void> {
    await this.mail.attempt(job.data.mailId);
  }
}
