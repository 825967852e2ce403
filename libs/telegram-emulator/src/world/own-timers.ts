import type { Clock } from './clock';

/** A clock whose open appointments can all be cancelled at once, so that a closed emulator leaves nothing running. */
export class OwnTimers implements Clock {
  private readonly open = new Set<() => void>();

  constructor(private readonly clock: Clock) {}

  now(): number {
    return this.clock.now();
  }

  after(delayMs: number, task: () => void): () => void {
    const stop = this.clock.after(delayMs, () => {
      this.open.delete(cancel);
      task();
    });
    const cancel = (): void => {
      this.open.delete(cancel);
      stop();
    };
    this.open.add(cancel);
    return cancel;
  }

  cancelAll(): void {
    for (const cancel of [...this.open]) cancel();
  }
}
