import { Injectable, Logger } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { newId, type MultipartBody } from '@app/platform';
import { chunksOf } from './chunks';
import { fileNameOf, mimeTypeOf } from './file-name';
import { FilesConfig } from './files.config';
import { FileEmptyError, FileTooLargeError, QuotaExceededError, UploadGivenUpError } from './files.errors';
import type { FilesOf } from './files.repository';
import { readUpload, type FilePart } from './read-upload';
import type { StoredFile } from './stored-file.entity';
import { UploadSlots } from './upload-slots';
import { UploadsRepository } from './uploads.repository';

const CHUNK_BYTES = 256 * 1024;

/** What stands around a file in a body has less than this. */
const FRAME_BYTES = 64 * 1024;

/** An upload of which every byte has arrived. */
interface Arrived {
  readonly id: string;
  readonly accountId: string;
  readonly sha256: Buffer;
}

/** Takes in files, piece by piece: a few pieces are in memory at any time, and no connection to the database waits for a client. */
@Injectable()
export class UploadsService {
  private readonly log = new Logger(UploadsService.name);

  constructor(
    private readonly config: FilesConfig,
    private readonly uploads: UploadsRepository,
    private readonly slots: UploadSlots,
  ) {}

  /**
   * Keeps the file of a body. Of one that does not arrive whole, or is refused, nothing is kept.
   *
   * @throws FileTooLargeError, FileEmptyError, QuotaExceededError, TooManyUploadsError, UploadGivenUpError, and what `readUpload` throws
   */
  async receive(of: FilesOf, body: MultipartBody, network: string | null): Promise<StoredFile> {
    return await this.slots.take({ accountId: of.accountId, network }, () => this.read(of, body));
  }

  private async read(of: FilesOf, body: MultipartBody): Promise<StoredFile> {
    const { mostBytes, mostMb, mostBytesPerAccount } = this.config;
    if ((body.length ?? 0) > mostBytes + FRAME_BYTES) throw new FileTooLargeError(mostMb);
    if ((await this.uploads.bytesOf(of.accountId)) >= mostBytesPerAccount) throw this.quotaExceeded();
    const id = newId();
    try {
      return await this.finish(await readUpload(body, (part) => this.store(id, of, part)));
    } catch (error) {
      await this.discard(id);
      throw error;
    }
  }

  private async store(id: string, { accountId, botTokenId }: FilesOf, part: FilePart): Promise<Arrived> {
    const { mostBytes, mostMb, mostBytesPerAccount } = this.config;
    await this.uploads.begin({ id, accountId, botTokenId, name: fileNameOf(part.name), mimeType: mimeTypeOf(part.mimeType) });
    const digest = createHash('sha256');
    let size = 0;
    let n = 0;
    for await (const chunk of chunksOf(part.bytes, CHUNK_BYTES)) {
      size += chunk.length;
      if (size > mostBytes) throw new FileTooLargeError(mostMb);
      digest.update(chunk);
      const kept = await this.uploads.append(id, n++, chunk);
      if (kept === null) throw new UploadGivenUpError();
      if (kept > mostBytesPerAccount) throw this.quotaExceeded();
    }
    if (size === 0) throw new FileEmptyError();
    return { id, accountId, sha256: digest.digest() };
  }

  private async finish({ id, accountId, sha256 }: Arrived): Promise<StoredFile> {
    const file = await this.uploads.finish({ id, accountId }, sha256, this.config.mostBytesPerAccount);
    if (file) return file;
    throw (await this.uploads.discard(id)) ? this.quotaExceeded() : new UploadGivenUpError();
  }

  /** What cannot be removed now is removed later, as are the uploads of processes that died. */
  private async discard(id: string): Promise<void> {
    try {
      await this.uploads.discard(id);
    } catch (error) {
      this.log.warn({ err: error, fileId: id }, 'what had arrived of an upload could not be removed yet');
    }
  }

  private quotaExceeded(): QuotaExceededError {
    return new QuotaExceededError(this.config.mostPerAccountMb);
  }
}
