/** Calls on the wire at once, per process. */
const MOST = 192;

/**
 * A process begins with few, and has one more with every answer, one in four fewer with every call that is not answered: what
 * Telegram cannot take is better not on the wire, and what ends the process young takes few messages with it.
 */
const FIRST = 16;
const LEAST = 4;
const FEWER = 0.75;

/** Who finds few free slots waits a moment for more: many small turns would cost more than they gain. */
const MOMENT_MS = 10;

/** Places for calls on the wire. */
export class Slots {
  private open = FIRST;
  private taken = 0;
  private readonly waiting = new Set<() => void>();

  /** How many are free, when half of them are or a moment has passed, and at least one is. */
  async free(): Promise<number> {
    const until = performance.now() + MOMENT_MS;
    while (this.taken > this.most / 2 && performance.now() < until) await this.change(MOMENT_MS);
    while (this.taken >= this.most) await this.change();
    return this.most - this.taken;
  }

  take(): void {
    this.taken++;
  }

  /** The call has ended, whether Telegram has answered it or not. */
  give(answered: boolean): void {
    this.taken--;
    this.open = answered ? Math.min(MOST, this.open + 1) : Math.max(LEAST, this.open * FEWER);
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const resolve of waiting) resolve();
  }

  /** Resolves when none is taken. */
  async empty(): Promise<void> {
    while (this.taken > 0) await this.change();
  }

  private get most(): number {
    return Math.floor(this.open);
  }

  /** Waits for the end of a call, and no longer than that. */
  private async change(mostMs?: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = mostMs === undefined ? undefined : setTimeout(resume, mostMs);
      const { waiting } = this;
      function resume(): void {
        clearTimeout(timer);
        waiting.delete(resume);
        resolve();
      }
      waiting.add(resume);
    });
  }
}
