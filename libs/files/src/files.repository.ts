import { Injectable } from '@nestjs/common';
import { In, LessThan, Not, type FindOptionsWhere } from 'typeorm';
import { Database } from '@app/platform';
import { StoredFile } from './stored-file.entity';

/** Whose files are meant: all of an account, or those that were uploaded with one of its bot tokens. */
export interface FilesOf {
  readonly accountId: string;
  readonly botTokenId?: string;
}

const BATCH = 5;

/** Files that have arrived. */
@Injectable()
export class FilesRepository {
  constructor(private readonly db: Database) {}

  async find(of: FilesOf, id: string): Promise<StoredFile | null> {
    return await this.db.of(StoredFile).findOneBy({ ...arrived(of), id });
  }

  /** Those of the given files that are there. */
  async findAll(of: FilesOf, ids: readonly string[]): Promise<StoredFile[]> {
    return await this.db.of(StoredFile).findBy({ ...arrived(of), id: In([...ids]) });
  }

  /** Newest first, one more than asked for. */
  async list(of: FilesOf, limit: number, after?: string): Promise<StoredFile[]> {
    return await this.db.of(StoredFile).find({
      where: { ...arrived(of), ...(after === undefined ? {} : { id: LessThan(after) }) },
      order: { id: 'DESC' },
      take: limit + 1,
    });
  }

  /** Keeps files of an account as they are until the running transaction ends, in one order for all; and notes their use. */
  async hold(accountId: string, ids: readonly string[]): Promise<void> {
    await this.db.rows(
      `select 1 from files where account_id = $1 and id = any($2) and state <> 'uploading' order by id for key share`,
      [accountId, ids],
    );
    // Once an hour at most, so that a file that goes to many chats is not a hot row.
    await this.db.run(
      `update files set used_at = now() where account_id = $1 and id = any($2) and used_at < now() - interval '1 hour'`,
      [accountId, ids],
    );
  }

  /** Locks a file until the running transaction ends, against whoever would use it. False means that there is none. */
  async lock({ accountId, botTokenId }: FilesOf, id: string): Promise<boolean> {
    const rows = await this.db.rows(
      `select 1 from files where id = $1 and account_id = $2 and ($3::uuid is null or bot_token_id = $3) and state <> 'uploading'
       for update`,
      [id, accountId, botTokenId ?? null],
    );
    return rows.length === 1;
  }

  /** The next files whose time is over, after one of them, locked; those that somebody is using are left out. */
  async lockExpired(after: string): Promise<string[]> {
    return await this.lockNext(`state = 'kept' and expires_at < now()`, after);
  }

  /** The same for those that have no contents any more and were not used for a month. */
  async lockForgotten(after: string): Promise<string[]> {
    return await this.lockNext(`state = 'dropped' and used_at < now() - interval '30 days'`, after);
  }

  /** Their contents are not kept any more. */
  async drop(ids: readonly string[]): Promise<void> {
    await this.db.run('delete from file_chunks where file_id = any($1)', [ids]);
    await this.db.run(`update files set state = 'dropped' where id = any($1)`, [ids]);
  }

  async remove(ids: readonly string[]): Promise<void> {
    await this.db.of(StoredFile).delete({ id: In([...ids]) });
  }

  /** Removes some of an account's files, whatever their state. Answers whether there may be more. */
  async removeSomeOf(accountId: string): Promise<boolean> {
    const { count } = await this.db.run(
      `delete from files where id in (select id from files where account_id = $1 limit ${BATCH})`,
      [accountId],
    );
    return count === BATCH;
  }

  private async lockNext(condition: string, after: string): Promise<string[]> {
    const rows = await this.db.rows<{ id: string }>(
      `select id from files where ${condition} and id > $1 order by id limit ${BATCH} for update skip locked`,
      [after],
    );
    return rows.map(({ id }) => id);
  }
}

function arrived({ accountId, botTokenId }: FilesOf): FindOptionsWhere<StoredFile> {
  return { accountId, ...(botTokenId === undefined ? {} : { botTokenId }), state: Not('uploading') };
}
