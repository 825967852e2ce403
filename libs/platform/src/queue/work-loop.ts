import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Lifecycle } from '../lifecycle/lifecycle';

/** Looks for work and does some of it. True means that there may be more right now. */
export type Step = () => Promise<boolean>;

/** Steps are repeated at least this often, so that a lost hint costs a second at most. */
const POLL_MS = 1_000;

/** A loop that does work until there is none, then sleeps until it is woken or a second has passed. */
export class WorkLoop {
  private readonly log = new Logger(WorkLoop.name);
  private running?: Promise<void>;
  private begun = false;
  private woken = false;
  private stopped = false;
  private readonly timer: NodeJS.Timeout;

  constructor(
    readonly name: string,
    private readonly step: Step,
  ) {
    this.timer = setInterval(() => {
      this.wake();
    }, POLL_MS);
    this.timer.unref();
  }

  /** From now on it works; the first look is at once. */
  begin(): void {
    this.begun = true;
    this.wake();
  }

  /** There may be work. Returns at once. */
  wake(): void {
    this.woken = true;
    if (!this.begun || this.running || this.stopped) return;
    this.running = this.runUntilIdle().finally(() => {
      this.running = undefined;
      // Somebody may have woken us between the last look and now.
      if (this.mayGoOn()) this.wake();
    });
  }

  /** Takes nothing new; resolves when the step under way has ended. */
  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.running;
  }

  private mayGoOn(): boolean {
    return this.woken && !this.stopped;
  }

  private async runUntilIdle(): Promise<void> {
    try {
      do {
        this.woken = false;
        while (!this.stopped && (await this.step()));
      } while (this.mayGoOn());
    } catch (error) {
      this.woken = false;
      this.log.warn({ err: error, loop: this.name }, 'a step failed; the next one follows within a second');
    }
  }
}

/**
 * Makes loops that work from when the application is complete until it is asked to stop. A loop that began with its
 * own class would work with what is not ready yet: an update that meets a graph without its handlers is never answered.
 */
@Injectable()
export class WorkLoops implements OnApplicationBootstrap {
  private readonly loops: WorkLoop[] = [];

  constructor(private readonly lifecycle: Lifecycle) {}

  /** Adds a loop. `finish` waits for what steps have left running, e.g. calls on the wire. */
  start(name: string, step: Step, finish: () => Promise<void> = () => Promise.resolve()): WorkLoop {
    const loop = new WorkLoop(name, step);
    this.lifecycle.onDrain(async () => {
      await loop.stop();
      await finish();
    });
    this.loops.push(loop);
    return loop;
  }

  onApplicationBootstrap(): void {
    for (const loop of this.loops) loop.begin();
  }
}
