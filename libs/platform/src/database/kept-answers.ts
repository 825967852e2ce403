import { Logger } from '@nestjs/common';
import type { Database } from './database';

/** Counting may take at most this share of the time: what took a second is good for a hundred. */
const SHARE = 0.01;

/** After that an answer is given for so many times as long, while the question is asked anew. */
const SHOWN = 10;
const MOST_KEPT = 1_000;

interface Kept<Answer> {
  readonly answer: Answer;
  readonly goodUntil: number;
  readonly shownUntil: number;
}

/**
 * Answers to questions that take long, such as counting everything. An answer is given again for a hundred times as long as it
 * took: few rows are counted anew each time, and millions are no burden, however many people look. Nobody waits who can be
 * given what was found lately. Questions are asked apart from a transaction that may be running: others wait for the answer, too.
 */
export class KeptAnswers<Answer> {
  private readonly log = new Logger(KeptAnswers.name);
  private readonly kept = new Map<string, Kept<Answer>>();
  private readonly underWay = new Map<string, Promise<Answer>>();

  constructor(private readonly db: Database) {}

  /** The answer of now, or of a while ago. A failure is not kept. */
  async of(key: string, ask: () => Promise<Answer>): Promise<Answer> {
    const known = this.kept.get(key);
    const now = performance.now();
    if (known && now < known.goodUntil) return known.answer;
    const asked = this.underWay.get(key) ?? this.ask(key, ask);
    if (!known || now >= known.shownUntil) return await asked;
    asked.catch((error: unknown) => {
      this.log.warn({ err: error }, 'what is kept could not be found out anew');
    });
    return known.answer;
  }

  private async ask(key: string, ask: () => Promise<Answer>): Promise<Answer> {
    const startedAt = performance.now();
    const asked = this.db.apart(ask);
    this.underWay.set(key, asked);
    try {
      const answer = await asked;
      this.keep(key, answer, startedAt);
      return answer;
    } finally {
      this.underWay.delete(key);
    }
  }

  private keep(key: string, answer: Answer, startedAt: number): void {
    const now = performance.now();
    const good = (now - startedAt) / SHARE;
    this.kept.delete(key);
    this.kept.set(key, { answer, goodUntil: now + good, shownUntil: now + good * (1 + SHOWN) });
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
  }
}
