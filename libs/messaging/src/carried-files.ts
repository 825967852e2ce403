import { Injectable } from '@nestjs/common';
import { FilesService, type FileFacts } from '@app/files';
import { fileIdIn, fileIdsIn, type Attachment, type FileKind, type Payload } from '@app/telegram';
import type { Claimed } from './claimed';
import { isTextMark, isUploadMark, type TextMark, type UploadMark } from './file-marks';

/** A call with everything that goes along with it. */
export interface Cargo {
  readonly payload: Payload;
  readonly attachments: readonly Attachment[];
  /** Uploads whose contents go along, with their places among the files of the call. */
  readonly uploads: readonly (SentFile & { readonly place: number })[];
  /** Uploads that go by an id of Telegram's although their contents are still here. */
  readonly byId: readonly SentFile[];
}

interface SentFile {
  readonly fileId: string;
  readonly kind: FileKind;
}

/** An upload that is needed has neither its contents any more, nor an id at Telegram. */
export class FileGoneError extends Error {}

/** Puts files in the places that are marked for them: by the id that Telegram gave this bot for them, else with their contents. */
@Injectable()
export class CarriedFiles {
  constructor(private readonly files: FilesService) {}

  /** @throws FileGoneError */
  async load(message: Claimed, payload: Payload): Promise<Cargo> {
    if (message.fileIds.length === 0 && !isTextMark(payload.document)) return { payload, attachments: [], uploads: [], byId: [] };
    const loading = new Loading(message, await this.factsOf(message), this.files);
    if (Array.isArray(payload.media)) {
      const media: Payload[] = [];
      for (const item of payload.media as Payload[]) {
        media.push({ ...item, media: await loading.place(item.media, item.type as FileKind) });
      }
      return { ...loading.done, payload: { ...payload, media } };
    }
    const placed: Record<string, unknown> = { ...payload };
    for (const [name, value] of Object.entries(payload)) placed[name] = await loading.place(value, name as FileKind);
    return { ...loading.done, payload: placed };
  }

  /** Telegram has the files now: the next time their ids will do. */
  async learn({ botId }: Claimed, { uploads }: Cargo, result: unknown): Promise<void> {
    const ofGroup = fileIdsIn(result);
    for (const { fileId, kind, place } of uploads) {
      const id = Array.isArray(result) ? (ofGroup[place] ?? null) : fileIdIn(result, kind);
      if (id !== null) await this.files.remember(fileId, botId, kind, id);
    }
  }

  /** Telegram refuses the ids that it gave for these files: the next time their contents go along again. */
  async forget({ botId }: Claimed, { byId }: Cargo): Promise<void> {
    for (const { fileId, kind } of byId) await this.files.forget(fileId, botId, kind);
  }

  private async factsOf({ accountId, fileIds }: Claimed): Promise<ReadonlyMap<string, FileFacts>> {
    if (accountId === null || fileIds.length === 0) return new Map();
    return new Map((await this.files.find(accountId, fileIds)).map((facts) => [facts.id, facts]));
  }
}

/** What is put into one call. */
class Loading {
  readonly done = { attachments: [] as Attachment[], uploads: [] as Cargo['uploads'][number][], byId: [] as SentFile[] };
  private places = 0;

  constructor(
    private readonly message: Claimed,
    private readonly facts: ReadonlyMap<string, FileFacts>,
    private readonly files: FilesService,
  ) {}

  /** What stands in the place of a value: the value itself unless it marks a file. */
  async place(value: unknown, kind: FileKind): Promise<unknown> {
    const place = this.places++;
    if (isTextMark(value)) return this.attach(fileOf(value));
    return isUploadMark(value) ? await this.upload(value, kind, place) : value;
  }

  private async upload({ upload: id }: UploadMark, kind: FileKind, place: number): Promise<string> {
    const facts = this.facts.get(id);
    const known = await this.files.telegramIdOf(id, this.message.botId, kind);
    if (known !== null) {
      if (facts?.kept === true) this.done.byId.push({ fileId: id, kind });
      return known;
    }
    if (facts?.kept !== true) throw new FileGoneError(id);
    this.done.uploads.push({ fileId: id, kind, place });
    return this.attach({ fileName: facts.name, mimeType: facts.mimeType, size: facts.size, open: () => this.files.contents(id) });
  }

  private attach(file: Omit<Attachment, 'name'>): string {
    const name = `file${String(this.done.attachments.length)}`;
    this.done.attachments.push({ name, ...file });
    return `attach://${name}`;
  }
}

function fileOf({ text, fileName }: TextMark): Omit<Attachment, 'name'> {
  const bytes = Buffer.from(text);
  return {
    fileName,
    mimeType: 'text/plain; charset=utf-8',
    size: bytes.length,
    async *open() {
      yield await Promise.resolve(bytes);
    },
  };
}
