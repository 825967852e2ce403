import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the bytes of files lie. */
export interface FileShelf {
  put(uniqueId: string, bytes: Buffer): void;
  /** Undefined when there are none. */
  get(uniqueId: string): Buffer | undefined;
  clear(): void;
}

/** Bytes that end with the process. */
export class MemoryShelf implements FileShelf {
  private readonly bytes = new Map<string, Buffer>();

  put(uniqueId: string, bytes: Buffer): void {
    this.bytes.set(uniqueId, bytes);
  }

  get(uniqueId: string): Buffer | undefined {
    return this.bytes.get(uniqueId);
  }

  clear(): void {
    this.bytes.clear();
  }
}

/** One file in a folder for each. The folder appears with the first. */
export class FolderShelf implements FileShelf {
  constructor(private readonly folder: string) {}

  /** The file has its name only when it is complete. */
  put(uniqueId: string, bytes: Buffer): void {
    const path = join(this.folder, uniqueId);
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    writeFileSync(`${path}.new`, bytes, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }

  get(uniqueId: string): Buffer | undefined {
    try {
      return readFileSync(join(this.folder, uniqueId));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }
  clear(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
