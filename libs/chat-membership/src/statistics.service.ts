import { Injectable } from '@nestjs/common';
import type { Principal } from '@app/auth';
import { StatisticsRepository, type Statistics } from './statistics.repository';

/** Counting may take at most this share of the time: what took a second is good for a hundred. */
const SHARE = 0.01;
const MOST_KEPT = 1_000;

interface Kept {
  readonly statistics: Promise<Statistics>;
  until: number;
}

/** How much there is of what somebody may see. */
@Injectable()
export class StatisticsService {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly statistics: StatisticsRepository) {}

  /** The numbers of now, or of a while ago if they are many: counting millions again for everybody who looks would be a burden. */
  async of(account: Principal): Promise<Statistics> {
    const key = account.role === 'admin' ? 'all' : account.id;
    const known = this.kept.get(key);
    if (known && performance.now() < known.until) return await known.statistics;
    return await this.count(key, account);
  }

  private async count(key: string, account: Principal): Promise<Statistics> {
    const startedAt = performance.now();
    const kept: Kept = { statistics: this.statistics.of(account), until: Infinity };
    this.kept.delete(key);
    this.kept.set(key, kept);
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST_KEPT && oldest !== undefined) this.kept.delete(oldest);
    try {
      return await kept.statistics;
    } catch (error) {
      this.kept.delete(key);
      throw error;
    } finally {
      const now = performance.now();
      kept.until = now + (now - startedAt) / SHARE;
    }
  }
}
