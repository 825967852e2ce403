import { Injectable } from '@nestjs/common';
import type { Principal } from '@app/auth';
import { Database, KeptAnswers } from '@app/platform';
import { StatisticsRepository, type Statistics } from './statistics.repository';

/** How much there is of what somebody may see. */
@Injectable()
export class StatisticsService {
  private readonly kept: KeptAnswers<Statistics>;

  constructor(
    private readonly statistics: StatisticsRepository,
    db: Database,
  ) {
    this.kept = new KeptAnswers(db);
  }

  /** The numbers of now, or of a while ago if they are many: counting millions again for everybody who looks would be a burden. */
  async of(account: Pick<Principal, 'id' | 'role'>): Promise<Statistics> {
    return await this.kept.of(account.role === 'admin' ? 'all' : account.id, () => this.statistics.of(account));
  }
}
