/** Calls on the wire at once, per process. */
const MOST = 192;

/**
 * A process begins with these, and has one more with every answer, one in four fewer with every call that is not answered: what
 * Telegram cannot take is better not on the wire, and what ends the process young takes few messages with it. There are never
 * less, so that a few calls that hang hold up nobody else's.
 */
const LEAST = 32;
const FEWER = 0.75;

/** Who finds few free slots waits a moment for more: many small turns would cost more than they gain. */
const MOMENT_MS = 10;

/** Who waits in vain has other things to do. */
const LONGEST_WAIT_MS = 1_000;

/** Places for calls on the wire. */
export class Slots {
  private open = LEAST;
  private taken = 0;
  private readonly waiting = new Set<() => void>();

  /** How many are free, as soon as half of them are, or one is and a moment has passed; none if all are taken for a second. */
  async free(): Promise<number> {
    const began = performance.now();
    const waited = (ms: number): boolean => performance.now() - began >= ms;
    while (this.taken > this.most / 2 && !waited(MOMENT_MS)) await this.change(MOMENT_MS);
    while (this.taken >= this.most && !waited(LONGEST_WAIT_MS)) await this.change(LONGEST_WAIT_MS);
    return Math.max(0, this.most - this.taken);
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

  /** Resolves when none is taken, or after so long. */
  async empty(mostMs = Infinity): Promise<void> {
    const until = performance.now() + mostMs;
    for (let left = mostMs; this.taken > 0 && left > 0; left = until - performance.now()) await this.change(left);
  }

  private get most(): number {
    return Math.floor(this.open);
  }

  /** Waits for the end of a call, and no longer than that. */
  private async change(mostMs: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = mostMs === Infinity ? undefined : setTimeout(resume, mostMs);
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
