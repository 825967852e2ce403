import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { PinoLogger } from 'nestjs-pino';
import { WorkLoops, type WorkLoop } from '@app/platform';
import { SENDS_QUEUE } from './sends.queue';
import { TurnsService } from './turns.service';

/** Wakes the loop that takes turns. The job itself holds nothing: the loop looks for work by itself. */
@Processor(SENDS_QUEUE, { concurrency: 4 })
export class SendsProcessor extends WorkerHost {
  private readonly loop: WorkLoop;

  constructor(
    turns: TurnsService,
    loops: WorkLoops,
    private readonly log: PinoLogger,
  ) {
    super();
    log.setContext(SendsProcessor.name);
    this.loop = loops.start(
      'sends',
      () => turns.step(),
      () => turns.finish(),
    );
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
