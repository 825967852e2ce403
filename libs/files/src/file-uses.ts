import { Injectable } from '@nestjs/common';

/** What a lib keeps that needs the contents of files. */
export interface FileUses {
  /** The tables in which it says so. */
  readonly tables: readonly string[];

  /**
   * Which of these files are still needed. Runs in the transaction in which they are to be dropped, with their rows locked:
   * whoever begins to need a file claims it in the transaction in which that is written down (`FilesService.claim`).
   */
  inUse(ids: readonly string[]): Promise<readonly string[]>;
}

/** All that needs the contents of files, wherever it lives. */
@Injectable()
export class FileUsesRegistry {
  private readonly known = new Set<FileUses>();

  /** Libs register theirs when their module starts. */
  register(uses: FileUses): void {
    this.known.add(uses);
  }

  /** Those of these files that somebody needs. */
  async among(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const needed = new Set<string>();
    for (const uses of this.known) for (const id of await uses.inUse(ids)) needed.add(id);
    return needed;
  }
}
