import { Processor } from '@nestjs/bullmq';
import type { Job } from 'bullmq';
import { QuietWorker } from '@app/platform';
import { MAIL_QUEUE, type MailJob } from './mail.queue';
import { SendingService } from './sending.service';

@Processor(MAIL_QUEUE, { concurrency: 4 })
export class MailProcessor extends QuietWorker {
  constructor(private readonly sending: SendingService) {
    super();
  }

  async process(job: Job<MailJob>): Promise<void> {
    await this.sending.attempt(job.data.mailId);
  }
}
