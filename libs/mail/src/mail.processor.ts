import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import type { Job } from 'bullmq';
import { PinoLogger } from 'nestjs-pino';
import { MAIL_QUEUE, type MailJob } from './mail.queue';
import { MailService } from './mail.service';

@Processor(MAIL_QUEUE, { concurrency: 4 })
export class MailProcessor extends WorkerHost {
  constructor(
    private readonly mail: MailService,
    private readonly log: PinoLogger,
  ) {
    super();
    log.setContext(MailProcessor.name);
  }

  async process(job: Job<MailJob>): Promise<void> {
    await this.mail.attempt(job.data.mailId);
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.log.debug({ err: error }, 'the queue is away');
  }
}
