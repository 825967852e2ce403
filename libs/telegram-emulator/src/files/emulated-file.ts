import type { FileRecord } from './file-record';

/** A file as people see it. */
export interface EmulatedFile extends Readonly<FileRecord> {
  readonly bytes: Buffer;
}
