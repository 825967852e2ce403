import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import { FileContentsGoneError } from './files.errors';

/** The bytes of files, and what Telegram calls files that it has. */
@Injectable()
export class FileContentsRepository {
  constructor(private readonly db: Database) {}

  /** The contents of a file, a piece at a time: no connection is held in between. @throws FileContentsGoneError */
  async *read(id: string): AsyncGenerator<Buffer> {
    const [file] = await this.db.rows<{ size: string }>(`select size from files where id = $1 and state = 'kept'`, [id]);
    if (!file) throw new FileContentsGoneError();
    const size = Number(file.size);
    for (let read = 0, n = 0; read < size; n++) {
      const bytes = await this.chunk(id, n);
      read += bytes.length;
      yield bytes;
    }
  }

  /** What Telegram calls the file, when this bot has sent it as this kind before. */
  async telegramIdOf(fileId: string, botId: string, kind: string): Promise<string | null> {
    const [row] = await this.db.rows<{ id: string }>(
      'select telegram_file_id as id from telegram_files where file_id = $1 and bot_id = $2 and kind = $3',
      [fileId, botId, kind],
    );
    return row?.id ?? null;
  }

  /** A file or a bot that has been removed in the meantime is nothing to remember. */
  async remember(of: { fileId: string; botId: string; kind: string }, telegramFileId: string): Promise<void> {
    await this.db.run(
      `insert into telegram_files (file_id, bot_id, kind, telegram_file_id)
       select files.id, bots.id, $3, $4 from files, bots where files.id = $1 and bots.id = $2 for key share
       on conflict (file_id, bot_id, kind) do update set telegram_file_id = excluded.telegram_file_id
       where telegram_files.telegram_file_id <> excluded.telegram_file_id`,
      [of.fileId, of.botId, of.kind, telegramFileId],
    );
  }

  async forget(of: { fileId: string; botId: string; kind: string }): Promise<void> {
    await this.db.run('delete from telegram_files where file_id = $1 and bot_id = $2 and kind = $3', [
      of.fileId,
      of.botId,
      of.kind,
    ]);
  }

  private async chunk(fileId: string, n: number): Promise<Buffer> {
    const [row] = await this.db.rows<{ bytes: Buffer }>('select bytes from file_chunks where file_id = $1 and n = $2', [
      fileId,
      n,
    ]);
    if (!row) throw new FileContentsGoneError();
    return row.bytes;
  }
}
