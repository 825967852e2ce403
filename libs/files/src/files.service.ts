import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import { FileContentsRepository } from './file-contents.repository';
import { FileUsesRegistry } from './file-uses';
import { FileInUseError, FileNotFoundError } from './files.errors';
import { FilesRepository, type FilesOf } from './files.repository';
import type { StoredFile } from './stored-file.entity';

/** What is known of a file. */
export interface FileFacts {
  readonly id: string;
  readonly name: string;
  readonly mimeType: string;
  /** In bytes. */
  readonly size: number;
  /** Whether its contents are still here; if not, Telegram may have them. */
  readonly kept: boolean;
}

/** Files that accounts have uploaded. */
@Injectable()
export class FilesService {
  constructor(
    private readonly db: Database,
    private readonly files: FilesRepository,
    private readonly stored: FileContentsRepository,
    private readonly uses: FileUsesRegistry,
  ) {}

  /** Those of the given files that the account has, in no order. */
  async find(accountId: string, ids: readonly string[]): Promise<FileFacts[]> {
    return (await this.files.findAll({ accountId }, ids)).map(factsOf);
  }

  /**
   * Those of the given files that a sender has, in the running transaction, and until it ends none of them is dropped or deleted: whoever writes down there that
   * a file is needed answers for it from then on (`FileUses.inUse`).
   */
  async claim(of: FilesOf, ids: readonly string[]): Promise<FileFacts[]> {
    return await this.db.transaction(async () => {
      await this.files.hold(of.accountId, ids);
      return (await this.files.findAll(of, ids)).map(factsOf);
    });
  }

  /** The contents of a file, piece by piece, with one short query for each. @throws FileContentsGoneError, also in the middle */
  contents(id: string): AsyncIterable<Buffer> {
    return this.stored.read(id);
  }

  /** Under which id Telegram knows the file, if this bot has sent it as this kind before: such ids are good for one bot only. */
  async telegramIdOf(fileId: string, botId: string, kind: string): Promise<string | null> {
    return await this.stored.telegramIdOf(fileId, botId, kind);
  }

  /** This bot has sent the file as this kind; from now on it can be sent so without its contents. */
  async remember(fileId: string, botId: string, kind: string, telegramFileId: string): Promise<void> {
    await this.stored.remember({ fileId, botId, kind }, telegramFileId);
  }

  /** Telegram does not know the id any more that it gave this bot for the file: its contents are needed again. */
  async forget(fileId: string, botId: string, kind: string): Promise<void> {
    await this.stored.forget({ fileId, botId, kind });
  }

  async list(of: FilesOf, limit: number, after?: string): Promise<StoredFile[]> {
    return await this.files.list(of, limit, after);
  }

  /** @throws FileNotFoundError */
  async get(of: FilesOf, id: string): Promise<StoredFile> {
    const file = await this.files.find(of, id);
    if (!file) throw new FileNotFoundError();
    return file;
  }

  /** Removes a file with its contents. @throws FileNotFoundError, FileInUseError */
  async remove(of: FilesOf, id: string): Promise<void> {
    await this.db.transaction(async () => {
      if (!(await this.files.lock(of, id))) throw new FileNotFoundError();
      if ((await this.uses.among([id])).has(id)) throw new FileInUseError();
      await this.files.remove([id]);
    });
  }
}

function factsOf({ id, name, mimeType, size, state }: StoredFile): FileFacts {
  return { id, name, mimeType, size, kept: state === 'kept' };
}
