import { isDatabaseAway } from '../errors/postgres-errors';

/** Writes items with one statement, and answers for each, in their order. */
export type Write<Item, Result> = (items: readonly Item[]) => Promise<readonly Result[]>;

/** How many items one statement takes at most. */
const BATCH = 200;

/** How many statements run at once. */
const AT_ONCE = 2;

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly done: (result: Result) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Lets those who write at the same moment share a statement and its commit: what arrives while statements are on their
 * way goes with the next one. A busy minute costs few commits, and a quiet one costs no waiting.
 */
export class SharedStatement<Item, Result> {
  private readonly waiting: Waiting<Item, Result>[] = [];
  private running = 0;

  constructor(private readonly write: Write<Item, Result>) {}

  /** Resolves with the item's result when it is committed; rejects with the error of its own row. */
  async add(item: Item): Promise<Result> {
    return await new Promise<Result>((done, failed) => {
      this.waiting.push({ item, done, failed });
      this.pump();
    });
  }

  private pump(): void {
    while (this.running < AT_ONCE && this.waiting.length > 0) {
      this.running++;
      void this.run(this.waiting.splice(0, BATCH)).finally(() => {
        this.running--;
        this.pump();
      });
    }
  }

  private async run(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.write(batch.map(({ item }) => item));
      batch.forEach(({ done }, i) => {
        done(results[i] as Result);
      });
    } catch (error) {
      // One bad row must not take the others down with it; a database that is away takes them all.
      if (batch.length > 1 && !isDatabaseAway(error)) for (const one of batch) await this.run([one]);
      else for (const { failed } of batch) failed(error);
    }
  }
}
