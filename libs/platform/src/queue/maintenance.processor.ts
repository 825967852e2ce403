import { OnWorkerEvent, Processor } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import type { Job } from 'bullmq';
import { Maintenance, MAINTENANCE_QUEUE } from './maintenance';
import { QuietWorker } from './quiet-worker';

/** Runs chores when their time has come. */
@Processor(MAINTENANCE_QUEUE, { concurrency: 2 })
export class MaintenanceProcessor extends QuietWorker {
  private readonly chores = new Logger(MaintenanceProcessor.name);

  constructor(private readonly maintenance: Maintenance) {
    super();
  }

  async process(job: Job): Promise<void> {
    await this.maintenance.run(job.name);
  }

  @OnWorkerEvent('failed')
  onFailed(job: Job | undefined, error: Error): void {
    this.chores.warn({ err: error, chore: job?.name }, 'a chore failed');
  }
}
