/** A leaky bucket: so many at once, and then one per interval. */
export class Bucket {
  private fullAtMs = -Infinity;

  constructor(
    private readonly intervalMs: number,
    private readonly burst: number,
  ) {}

  /** How long until one more is allowed, in milliseconds. */
  waitMs(now: number): number {
    return Math.max(0, this.fullAtMs - now - (this.burst - 1) * this.intervalMs);
  }

  /** Counts one, be it allowed yet or not. */
  take(now: number): void {
    this.fullAtMs = Math.max(this.fullAtMs, now) + this.intervalMs;
  }
}
