import { setTimeout as pause } from 'node:timers/promises';
import type { Installation } from './installation';
import type { Progress } from './progress';
import type { Random } from './random';
import { strikeCaller } from './strike-caller';
import type { SupervisedProcess } from './supervised-process';

/** How often a worker stands still, and for how long. */
export interface FreezePlan {
  readonly count: number;
  readonly leastMs: number;
  readonly mostMs: number;
}

/** There has to be something to send when the last one begins. */
const LATEST = 0.9;

/**
 * Lets workers stand still in the middle of a call for longer than their lease, one after the other, beside all else that
 * breaks. Afterwards they go on as if nothing had been, with an answer for messages that others have settled meanwhile.
 */
export class Freezes {
  done = 0;
  /** When the last one ended, on the clock of `performance.now()`. */
  lastAt = 0;

  constructor(
    private readonly installation: Installation,
    private readonly plan: FreezePlan,
    private readonly random: Random,
  ) {}

  async run(progress: Progress): Promise<void> {
    const { count, leastMs, mostMs } = this.plan;
    for (let index = 0; index < count; index++) {
      await progress.until((LATEST * (index + 0.1)) / count);
      let victim = await this.freezeCaller();
      while (!victim && progress.fraction < 1) victim = await this.freezeCaller();
      if (!victim) return;
      await pause(this.random.between(leastMs, mostMs));
      victim.thaw();
      this.done++;
      this.lastAt = performance.now();
    }
  }

  private async freezeCaller(): Promise<SupervisedProcess | null> {
    let victim: SupervisedProcess | null = null;
    const struck = await strikeCaller(this.installation, 'received', (caller) => {
      victim = caller;
      return caller.freeze();
    });
    return struck ? victim : null;
  }
}
