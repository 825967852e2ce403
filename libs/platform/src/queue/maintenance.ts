import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Queue } from 'bullmq';

export const MAINTENANCE_QUEUE = 'maintenance';

/** Something to be done every now and then by one process, whichever it is. It must be harmless to do it twice. */
export interface Chore {
  readonly name: string;
  readonly everySeconds: number;
  readonly run: () => Promise<void>;
}

/** The chores of a worker. Libs register theirs when their module starts. */
@Injectable()
export class Maintenance implements OnApplicationBootstrap {
  private readonly log = new Logger(Maintenance.name);
  private readonly chores = new Map<string, Chore>();

  constructor(@InjectQueue(MAINTENANCE_QUEUE) private readonly queue: Queue) {
    queue.on('error', (error) => {
      this.log.debug({ err: error }, 'the queue is away');
    });
  }

  /** Registers a chore. */
  register(chore: Chore): void {
    this.chores.set(chore.name, chore);
  }

  /** Does a chore. One that this build does not know any more is left out. */
  async run(name: string): Promise<void> {
    await this.chores.get(name)?.run();
  }

  onApplicationBootstrap(): void {
    void this.schedule().catch((error: unknown) => {
      this.log.warn({ err: error }, 'the chores could not be scheduled');
    });
  }

  private async schedule(): Promise<void> {
    for (const { name, everySeconds } of this.chores.values()) {
      const opts = { removeOnComplete: true, removeOnFail: 100 };
      await this.queue.upsertJobScheduler(name, { every: everySeconds * 1_000 }, { name, opts });
    }
  }
}
