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

/** A message that was taken to be sent, until its call has ended. Times are of `performance.now()`. */
export interface Call {
  readonly takenAt: number;
  /** The call is written now. What ends the process that sends it does so at this moment. */
  begin(): void;
}

/** Places for calls on the wire. */
export class Slots {
  private open = LEAST;
  /** When each of the calls began; those that are still prepared begin later than anything. */
  private readonly calls = new Map<Call, number>();
  private readonly waiting = new Set<() => void>();

  /** How many are free, as soon as half of them are, or one is and a moment has passed; none if all are taken for a second. */
  async free(): Promise<number> {
    const began = performance.now();
    const waited = (ms: number): boolean => performance.now() - began >= ms;
    while (this.calls.size > this.most / 2 && !waited(MOMENT_MS)) await this.change(MOMENT_MS);
    while (this.calls.size >= this.most && !waited(LONGEST_WAIT_MS)) await this.change(LONGEST_WAIT_MS);
    return Math.max(0, this.most - this.calls.size);
  }

  take(): Call {
    const call: Call = {
      takenAt: performance.now(),
      begin: () => {
        this.calls.set(call, performance.now());
        this.tell();
      },
    };
    this.calls.set(call, Infinity);
    return call;
  }

  /** The call has ended, whether Telegram has answered it or not. */
  give(call: Call, answered: boolean): void {
    this.calls.delete(call);
    this.open = answered ? Math.min(MOST, this.open + 1) : Math.max(LEAST, this.open * FEWER);
    this.tell();
  }

  /** Resolves when every call has ended, or has begun at least so long ago. */
  async quiet(ms = Infinity): Promise<void> {
    while (this.calls.size > 0) {
      const left = Math.max(...this.calls.values()) + ms - performance.now();
      if (left <= 0) return;
      await this.change(left);
    }
  }

  private get most(): number {
    return Math.floor(this.open);
  }

  private tell(): void {
    const waiting = [...this.waiting];
    this.waiting.clear();
    for (const resolve of waiting) resolve();
  }

  /** Waits until a call begins or ends, and no longer than that. */
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
