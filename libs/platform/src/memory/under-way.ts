/** Counts what is under way in this process, by key: an account, a network, or whatever else may have only so much at once. */
export class UnderWay {
  private readonly counts = new Map<string, number>();

  /** How much is under way for a key. */
  of(key: string): number {
    return this.counts.get(key) ?? 0;
  }

  /** Counts the work for each of the keys until it has ended, well or not. */
  async during<Result>(keys: readonly string[], work: () => Promise<Result>): Promise<Result> {
    this.add(keys, 1);
    try {
      return await work();
    } finally {
      this.add(keys, -1);
    }
  }

  private add(keys: readonly string[], change: 1 | -1): void {
    for (const key of keys) {
      const count = this.of(key) + change;
      if (count === 0) this.counts.delete(key);
      else this.counts.set(key, count);
    }
  }
}
