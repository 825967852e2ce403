import { Injectable } from '@nestjs/common';
import { asSafeInteger, Database } from '@app/platform';
import type { FilesOf } from './files.repository';
import { StoredFile } from './stored-file.entity';

/** Nobody writes to an upload for so long and comes back to it. */
const GIVEN_UP = `interval '10 minutes'`;
const BATCH = 5;

/** What is uploaded, while it arrives. Each statement stands for itself: a slow client holds no connection. */
@Injectable()
export class UploadsRepository {
  constructor(private readonly db: Database) {}

  async begin(file: FilesOf & Pick<StoredFile, 'id' | 'name' | 'mimeType'>): Promise<void> {
    await this.db.of(StoredFile).insert(file);
  }

  /** The bytes that an account has kept, those that are arriving included. */
  async bytesOf(accountId: string): Promise<number> {
    const [row] = await this.db.rows<{ bytes: string }>(
      `select coalesce(sum(size), 0) as bytes from files where account_id = $1 and state <> 'dropped'`,
      [accountId],
    );
    return asSafeInteger(row?.bytes ?? 0);
  }

  /** Adds bytes to an upload. Answers how many its account has kept with them; null when the upload is there no more. */
  async append(id: string, n: number, bytes: Buffer): Promise<number | null> {
    const [row] = await this.db.rows<{ bytes: string }>(
      `with grown as (
         update files set size = size + $4, written_at = now() where id = $1 and state = 'uploading' returning account_id),
       added as (
         insert into file_chunks (file_id, n, bytes) select $1, $2, $3 from grown)
       select coalesce(sum(size), 0) + $4 as bytes from files
       where account_id = (select account_id from grown) and state <> 'dropped' having exists (select from grown)`,
      [id, n, bytes, bytes.length],
    );
    return row ? asSafeInteger(row.bytes) : null;
  }

  /**
   * All of it has arrived: it is kept for a day, unless its account would have kept more than it may then. One upload of an
   * account after the other, so that they cannot exceed it together. Null when it is not kept.
   */
  async finish(
    { id, accountId }: Pick<StoredFile, 'id' | 'accountId'>,
    sha256: Buffer,
    most: number,
  ): Promise<StoredFile | null> {
    return await this.db.transaction(async () => {
      await this.db.run(`select pg_advisory_xact_lock(hashtextextended('files of ' || $1, 0))`, [accountId]);
      const { count } = await this.db.run(
        `update files set state = 'kept', sha256 = $3, expires_at = now() + interval '24 hours', used_at = now()
         where id = $1 and state = 'uploading'
           and size + (select coalesce(sum(size), 0) from files kept where account_id = $2 and state = 'kept') <= $4`,
        [id, accountId, sha256, most],
      );
      return count === 0 ? null : await this.db.of(StoredFile).findOneByOrFail({ id });
    });
  }

  /** Removes what has arrived of an upload. False means that there is none. */
  async discard(id: string): Promise<boolean> {
    const { affected } = await this.db.of(StoredFile).delete({ id, state: 'uploading' });
    return affected === 1;
  }

  /** Removes uploads that nobody goes on with: their process died. Answers whether there may be more. */
  async discardAbandoned(): Promise<boolean> {
    const { count } = await this.db.run(
      `delete from files where id in (
         select id from files where state = 'uploading' and written_at < now() - ${GIVEN_UP}
         order by written_at limit ${BATCH} for update skip locked)`,
    );
    return count === BATCH;
  }
}
