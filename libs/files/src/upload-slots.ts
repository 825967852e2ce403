import { Injectable } from '@nestjs/common';
import { TooManyUploadsError } from './files.errors';

/** So many uploads of one account, and of all, may be under way in one process: each holds up to half a megabyte of memory. */
const MOST_PER_ACCOUNT = 16;
const MOST = 200;

/** Counts the uploads that are under way in this process. */
@Injectable()
export class UploadSlots {
  private readonly perAccount = new Map<string, number>();
  private all = 0;

  /** Does the work of one upload. @throws TooManyUploadsError before it begins */
  async take<Result>(accountId: string, work: () => Promise<Result>): Promise<Result> {
    const own = this.perAccount.get(accountId) ?? 0;
    if (own >= MOST_PER_ACCOUNT || this.all >= MOST) throw new TooManyUploadsError();
    this.count(accountId, 1);
    try {
      return await work();
    } finally {
      this.count(accountId, -1);
    }
  }

  private count(accountId: string, change: 1 | -1): void {
    this.all += change;
    const own = (this.perAccount.get(accountId) ?? 0) + change;
    if (own === 0) this.perAccount.delete(accountId);
    else this.perAccount.set(accountId, own);
  }
}
