import { Injectable } from '@nestjs/common';
import { UnderWay } from '@app/platform';
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
  private readonly underWay = new UnderWay();

  /** Does the work of one upload. @throws TooManyUploadsError before it begins */
  async take<Result>({ accountId, network }: Uploader, work: () => Promise<Result>): Promise<Result> {
    const [account, place, all] = [`account ${accountId}`, `network ${network ?? ''}`, 'all'] as const;
    const { underWay } = this;
    const isFull = underWay.of(account) >= MOST_PER_ACCOUNT || underWay.of(place) >= MOST_PER_NETWORK || underWay.of(all) >= MOST;
    if (isFull) throw new TooManyUploadsError();
    return await underWay.during([account, place, all], work);
  }
}
