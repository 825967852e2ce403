import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import type { Job } from 'bullmq';
import { PinoLogger } from 'nestjs-pino';
import { Maintenance, MAINTENANCE_QUEUE } from './maintenance';

/** Runs chores when their time has come. */
@Processor(MAINTENANCE_QUEUE, { concurrency: 2 })
export class MaintenanceProcessor extends WorkerHost {
  constructor(
    private readonly maintenance: Maintenance,
    private readonly log: PinoLogger,
  ) {
    super();
    log.setContext(MaintenanceProcessor.name);
  }

  async process(job: Job): Promise<void> {
    await this.maintenance.run(job.name);
  }

  @OnWorkerEvent('failed')
  onFailed(job: Job | undefined, error: Error): void {
    this.log.warn({ err: error, chore: job?.name }, 'a chore failed');
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.log.debug({ err: error }, 'the queue is away');
  }
}
