import { Injectable } from '@nestjs/common';
import { FileUsesRegistry, type FileUses } from '@app/files';
import { Database } from '@app/platform';

/** Uploads that messages carry which are still to be sent. */
@Injectable()
export class FilesInMessages implements FileUses {
  readonly tables = ['messages'];

  constructor(
    registry: FileUsesRegistry,
    private readonly db: Database,
  ) {
    registry.register(this);
  }

  async inUse(ids: readonly string[]): Promise<readonly string[]> {
    const rows = await this.db.rows<{ id: string }>(
      `select distinct files.id from messages cross join unnest(file_ids) as files (id)
       where status = 'queued' and file_ids <> '{}' and file_ids && $1::uuid[] and files.id = any($1::uuid[])`,
      [ids],
    );
    return rows.map(({ id }) => id);
  }
}
