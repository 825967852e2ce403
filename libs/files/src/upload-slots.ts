import { Injectable } from '@nestjs/common';
import { TooManyUploadsError } from './files.errors';

/** So many uploads of one account, of one network, and of all, may be under way in one process: each holds up to half a megabyte of memory. */
const MOST_PER_ACCOUNT = 16;
const MOST_PER_NETWORK = 40;
const MOST = 200;

/** Who uploads, and from where. */
export interface Uploader {
  readonly accountId: string;
  /** Null when the address of the caller is not known; all of those count as one network. */
  readonly network: string | null;
}

/** Counts the uploads that are under way in this process. */
@Injectable()
export class UploadSlots {
  private readonly taken = new Map<string, number>();
  private all = 0;

  /** Does the work of one upload. @throws TooManyUploadsError before it begins */
  async take<Result>({ accountId, network }: Uploader, work: () => Promise<Result>): Promise<Result> {
    const [account, place] = [`account ${accountId}`, `network ${network ?? ''}`];
    const isFull = this.of(account) >= MOST_PER_ACCOUNT || this.of(place) >= MOST_PER_NETWORK || this.all >= MOST;
    if (isFull) throw new TooManyUploadsError();
    this.count([account, place], 1);
    try {
      return await work();
    } finally {
      this.count([account, place], -1);
    }
  }

  private of(key: string): number {
    return this.taken.get(key) ?? 0;
  }

  private count(keys: readonly string[], change: 1 | -1): void {
    this.all += change;
    for (const key of keys) {
      const own = this.of(key) + change;
      if (own === 0) this.taken.delete(key);
      else this.taken.set(key, own);
    }
  }
}
