import { PageOf } from '@app/platform';
import type { StoredFile } from './stored-file.entity';

export class UploadedFileView {
  id!: string;

  /** What its sender called it, without folders and control characters. */
  name!: string;
  mimeType!: string;

  /** In bytes. */
  size!: number;

  /** SHA-256 of its contents, in hexadecimal digits. */
  sha256!: string;
  createdAt!: Date;

  /** Until then its contents are kept in any case, and longer while messages that are not sent need them. */
  expiresAt!: Date;

  static of({ id, name, mimeType, size, sha256, createdAt, expiresAt }: StoredFile): UploadedFileView {
    return { id, name, mimeType, size, sha256: sha256.toString('hex'), createdAt, expiresAt };
  }
}

export class FileView extends UploadedFileView {
  /** Whether its contents are still here. */
  kept!: boolean;

  static override of(file: StoredFile): FileView {
    return { ...UploadedFileView.of(file), kept: file.state === 'kept' };
  }
}

export class FilePage extends PageOf(FileView) {}
