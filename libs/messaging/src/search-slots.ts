import { Injectable } from '@nestjs/common';
import { TooManySearchesError } from './messaging.errors';

/** Searches for words that one account may have under way in one process: each may read many rows. */
const MOST_PER_ACCOUNT = 2;

/** Counts searches that are under way. */
@Injectable()
export class SearchSlots {
  private readonly underWay = new Map<string, number>();

  /** @throws TooManySearchesError */
  async take<Result>(accountId: string, search: () => Promise<Result>): Promise<Result> {
    const before = this.underWay.get(accountId) ?? 0;
    if (before >= MOST_PER_ACCOUNT) throw new TooManySearchesError(MOST_PER_ACCOUNT);
    this.underWay.set(accountId, before + 1);
    try {
      return await search();
    } finally {
      const left = (this.underWay.get(accountId) ?? 1) - 1;
      if (left === 0) this.underWay.delete(accountId);
      else this.underWay.set(accountId, left);
    }
  }
}
