/** Counting may take at most this share of the time: what took a second is good for a hundred. */
const SHARE = 0.01;
const MOST_KEPT = 1_000;

interface Kept<Answer> {
  readonly answer: Promise<Answer>;
  until: number;
}

/**
 * Answers to questions that may take long, such as counting everything. An answer is given again for a hundred times as long
 * as it took: few rows are counted anew each time, and millions are no burden, however many people look.
 */
export class KeptAnswers<Answer> {
  private readonly kept = new Map<string, Kept<Answer>>();

  /** The answer of now, or of a while ago. A failure is not kept. */
  async of(key: string, ask: () => Promise<Answer>): Promise<Answer> {
    const known = this.kept.get(key);
    if (known && performance.now() < known.until) return await known.answer;
    return await this.ask(key, ask);
  }

  private async ask(key: string, ask: () => Promise<Answer>): Promise<Answer> {
    const startedAt = performance.now();
    const kept: Kept<Answer> = { answer: ask(), until: Infinity };
    this.kept.delete(key);
    this.kept.set(key, kept);
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
    try {
      return await kept.answer;
    } catch (error) {
      this.kept.delete(key);
      throw error;
    } finally {
      const now = performance.now();
      kept.until = now + (now - startedAt) / SHARE;
    }
  }
}
