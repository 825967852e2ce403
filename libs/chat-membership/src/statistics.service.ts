import { Injectable, Logger } from '@nestjs/common';
import type { Principal } from '@app/auth';
import { StatisticsRepository, type Statistics } from './statistics.repository';

/** Counting may take at most this share of the time: what took a second is good for a hundred. */
const SHARE = 0.01;

/** After that they are shown for so many times as long, while they are counted anew. */
const SHOWN = 10;
const MOST_KEPT = 1_000;

interface Kept {
  readonly statistics: Statistics;
  readonly goodUntil: number;
  readonly shownUntil: number;
}

/** How much there is of what somebody may see. */
@Injectable()
export class StatisticsService {
  private readonly log = new Logger(StatisticsService.name);
  private readonly kept = new Map<string, Kept>();
  private readonly underWay = new Map<string, Promise<Statistics>>();

  constructor(private readonly statistics: StatisticsRepository) {}

  /**
   * The numbers of now, or of a while ago if they are many: counting millions again for everybody who looks would be a burden.
   * Nobody waits for them who can be shown what was counted lately.
   */
  async of(account: Principal): Promise<Statistics> {
    const key = account.role === 'admin' ? 'all' : account.id;
    const known = this.kept.get(key);
    const now = performance.now();
    if (known && now < known.goodUntil) return known.statistics;
    const counting = this.underWay.get(key) ?? this.count(key, account);
    if (!known || now >= known.shownUntil) return await counting;
    counting.catch((error: unknown) => {
      this.log.warn({ err: error }, 'the statistics could not be counted anew');
    });
    return known.statistics;
  }

  private async count(key: string, account: Principal): Promise<Statistics> {
    const counting = this.statistics.of(account);
    this.underWay.set(key, counting);
    const startedAt = performance.now();
    try {
      const statistics = await counting;
      this.keep(key, statistics, startedAt);
      return statistics;
    } finally {
      this.underWay.delete(key);
    }
  }

  private keep(key: string, statistics: Statistics, startedAt: number): void {
    const now = performance.now();
    const good = (now - startedAt) / SHARE;
    this.kept.delete(key);
    this.kept.set(key, { statistics, goodUntil: now + good, shownUntil: now + good * (1 + SHOWN) });
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
  }
}
