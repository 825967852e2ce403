import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Queue } from 'bullmq';

export const MAINTENANCE_QUEUE = 'maintenance';

/** How often we look whether the chores are still scheduled: a Redis that was lost has forgotten them. */
const LOOK_AGAIN_MS = 10_000;

/** Something to be done every now and then by one process, whichever it is. It must be harmless to do it twice. */
export interface Chore {
  readonly name: string;
  readonly everySeconds: number;
  readonly run: () => Promise<void>;
}

/** The chores of a worker. Libs register theirs when their module starts. */
@Injectable()
export class Maintenance implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(Maintenance.name);
  private readonly chores = new Map<string, Chore>();
  private timer?: NodeJS.Timeout;
  private looking = false;

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
    const nothing = (): Promise<Set<string>> => Promise.resolve(new Set());
    void this.scheduleAllBut(nothing);
    this.timer = setInterval(() => void this.scheduleAllBut(() => this.scheduled()), LOOK_AGAIN_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async scheduleAllBut(known: () => Promise<Set<string>>): Promise<void> {
    if (this.looking) return; // while the queue is away, one look waits for it
    this.looking = true;
    try {
      const names = await known();
      for (const chore of this.chores.values()) if (!names.has(chore.name)) await this.schedule(chore);
    } catch (error) {
      this.log.warn({ err: error }, 'the chores could not be scheduled');
    } finally {
      this.looking = false;
    }
  }

  private async scheduled(): Promise<Set<string>> {
    return new Set((await this.queue.getJobSchedulers()).map(({ key }) => key));
  }

  private async schedule({ name, everySeconds }: Chore): Promise<void> {
    const opts = { removeOnComplete: true, removeOnFail: 100 };
    await this.queue.upsertJobScheduler(name, { every: everySeconds * 1_000 }, { name, opts });
  }
}
