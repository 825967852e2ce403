import { OnWorkerEvent, WorkerHost } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import type { WorkLoop } from './work-loop';

/** A worker that outlives its queue: while that is away it says so and waits. */
export abstract class QuietWorker extends WorkerHost {
  private readonly log = new Logger(QuietWorker.name);

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.log.debug({ err: error }, 'the queue is away');
  }
}

/** A worker whose jobs only wake a loop. They hold nothing: the loop looks for work by itself. */
export abstract class LoopWorker extends QuietWorker {
  protected abstract readonly loop: WorkLoop;

  process(): Promise<void> {
    this.loop.wake();
    return Promise.resolve();
  }
}
