import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { PinoLogger } from 'nestjs-pino';
import { WorkLoops, type WorkLoop } from '@app/platform';
import { ProcessingService } from './processing.service';
import { UPDATES_QUEUE } from './updates.queue';

/** Wakes the loop that works updates off. The job itself holds nothing: the loop looks for work by itself. */
@Processor(UPDATES_QUEUE, { concurrency: 4 })
export class UpdatesProcessor extends WorkerHost {
  private readonly loop: WorkLoop;

  constructor(
    processing: ProcessingService,
    loops: WorkLoops,
    private readonly log: PinoLogger,
  ) {
    super();
    log.setContext(UpdatesProcessor.name);
    this.loop = loops.start('updates', () => processing.step());
  }

  process(): Promise<void> {
    this.loop.wake();
    return Promise.resolve();
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.log.debug({ err: error }, 'the queue is away');
  }
}
