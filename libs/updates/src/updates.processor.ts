import { Processor } from '@nestjs/bullmq';
import { LoopWorker, WorkLoops, type WorkLoop } from '@app/platform';
import { ProcessingService } from './processing.service';
import { UPDATES_QUEUE } from './updates.queue';

/** Works updates off when it is told that there are some, and every second. */
@Processor(UPDATES_QUEUE, { concurrency: 4 })
export class UpdatesProcessor extends LoopWorker {
  protected readonly loop: WorkLoop;

  constructor(processing: ProcessingService, loops: WorkLoops) {
    super();
    this.loop = loops.start(
      'updates',
      () => processing.step(),
      () => processing.finish(),
    );
  }
}
