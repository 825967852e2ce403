import { Processor } from '@nestjs/bullmq';
import { LoopWorker, WorkLoops, type WorkLoop } from '@app/platform';
import { SENDS_QUEUE } from './sends.queue';
import { TurnsService } from './turns.service';

/** Takes turns when it is told that there is something to send, when something was sent, and every second. */
@Processor(SENDS_QUEUE, { concurrency: 4 })
export class SendsProcessor extends LoopWorker {
  protected readonly loop: WorkLoop;

  constructor(turns: TurnsService, loops: WorkLoops) {
    super();
    this.loop = loops.start(
      'sends',
      () => turns.step(),
      () => turns.finish(),
    );
    turns.onWork(() => {
      this.loop.wake();
    });
  }
}
