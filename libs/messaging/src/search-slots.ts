import { Injectable } from '@nestjs/common';
import { UnderWay } from '@app/platform';
import { TooManySearchesError } from './messaging.errors';

/** Searches for words that one account may have under way in one process: each may read many rows. */
const MOST_PER_ACCOUNT = 2;

/** Counts searches that are under way. */
@Injectable()
export class SearchSlots {
  private readonly underWay = new UnderWay();

  /** @throws TooManySearchesError before the search begins */
  async take<Result>(accountId: string, search: () => Promise<Result>): Promise<Result> {
    if (this.underWay.of(accountId) >= MOST_PER_ACCOUNT) throw new TooManySearchesError(MOST_PER_ACCOUNT);
    return await this.underWay.during([accountId], search);
  }
}
