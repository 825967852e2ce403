import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import { FileUsesRegistry } from './file-uses';
import { FilesRepository } from './files.repository';
import { UploadsRepository } from './uploads.repository';

const FIRST = '00000000-0000-0000-0000-000000000000';

/** Lets go of files whose time is over. What somebody needs stays. */
@Injectable()
export class FileRetentionService {
  constructor(
    private readonly db: Database,
    private readonly files: FilesRepository,
    private readonly uploads: UploadsRepository,
    private readonly uses: FileUsesRegistry,
  ) {}

  /** Removes uploads that never came to an end. */
  async discardAbandoned(): Promise<void> {
    while (await this.uploads.discardAbandoned());
  }

  /** Drops the contents of files that were uploaded a day ago and have been sent, or never will be. */
  async dropExpired(): Promise<void> {
    await this.goThrough(
      (after) => this.files.lockExpired(after),
      (ids) => this.files.drop(ids),
    );
  }

  /** Forgets files without contents that were not used for a month, and what Telegram calls them. */
  async forget(): Promise<void> {
    await this.goThrough(
      (after) => this.files.lockForgotten(after),
      (ids) => this.files.remove(ids),
    );
  }

  /** A few at a time, each few in a transaction of their own. */
  private async goThrough(lock: (after: string) => Promise<string[]>, letGo: (ids: string[]) => Promise<void>): Promise<void> {
    let after: string | undefined = FIRST;
    while (after !== undefined) {
      const from: string = after;
      after = await this.db.transaction(async () => {
        const ids = await lock(from);
        const needed = await this.uses.among(ids);
        const free = ids.filter((id) => !needed.has(id));
        if (free.length > 0) await letGo(free);
        return ids.at(-1);
      });
    }
  }
}
