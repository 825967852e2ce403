import { Injectable } from '@nestjs/common';
import { inPages, type AccountData } from '@app/auth';
import { FilesRepository } from './files.repository';

/** Files that an account has uploaded. */
@Injectable()
export class FileData implements AccountData {
  readonly tables = ['files'];

  constructor(private readonly files: FilesRepository) {}

  export(accountId: string): Record<string, AsyncIterable<unknown>> {
    return { files: this.uploaded(accountId) };
  }

  async erase(accountId: string): Promise<boolean> {
    while (await this.files.removeSomeOf(accountId));
    return true;
  }

  private async *uploaded(accountId: string): AsyncGenerator {
    for await (const file of inPages((limit, after) => this.files.list({ accountId }, limit, after))) {
      const { id, botTokenId, name, mimeType, size, sha256, state, createdAt, expiresAt, usedAt } = file;
      const digest = sha256.toString('hex');
      yield { id, botTokenId, name, mimeType, size, sha256: digest, kept: state === 'kept', createdAt, expiresAt, usedAt };
    }
  }
}
