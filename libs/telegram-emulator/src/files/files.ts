import type { BotRecord } from '../world/records';
import type { World } from '../world/world';
import type { FileDetails, FileKind, FileRecord } from './file-record';
import type { FileShelf } from './file-shelf';
import { imageIn } from './image';
import { extensionOf, mimeTypeOf } from './mime-types';
import { photoOfSize } from './photo-sizes';

export interface NewFile extends FileDetails {
  kind: FileKind;
  bytes: Buffer;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const PICTURES = new Set<FileKind>(['photo', 'sticker', 'animation']);
const NAMELESS = new Set<FileKind>(['photo', 'voice', 'video_note', 'sticker']);

/** In which folder of the download links the files of a kind lie. */
const FOLDERS: Record<FileKind, string> = {
  photo: 'photos',
  video: 'videos',
  animation: 'animations',
  audio: 'music',
  document: 'documents',
  voice: 'voice',
  video_note: 'video_notes',
  sticker: 'stickers',
};

/** Every file that was ever sent. */
export class Files {
  constructor(
    private readonly world: World,
    private readonly shelf: FileShelf,
  ) {}

  /** Sending the same bytes again makes another file, as it does at Telegram unless a `file_id` is used. */
  keep({ bytes, kind, ...details }: NewFile): FileRecord {
    const uniqueId = `${kind === 'photo' ? 'AQAD' : 'AgAD'}${this.world.random.text(ALPHABET, 11)}`;
    const picture = PICTURES.has(kind) ? imageIn(bytes) : null;
    const { name, mimeType = mimeTypeOf(kind, name), ...others } = details;
    const file = { uniqueId, kind, size: bytes.length, mimeType, ...others, ...picture };
    const named = name === undefined || NAMELESS.has(kind) ? file : { ...file, name };
    this.shelf.put(uniqueId, bytes);
    this.world.files.set(uniqueId, named);
    return named;
  }

  /** The file of this id, or of which this is the id of a size. */
  find(uniqueId: string): FileRecord | undefined {
    return this.world.files.get(uniqueId) ?? this.world.files.get(photoOfSize(uniqueId));
  }

  /** There are none any more. */
  forgetAll(): void {
    this.shelf.clear();
    this.world.files.clear();
    for (const bot of this.world.bots.values()) delete bot.filePaths;
  }

  bytesOf(file: FileRecord): Buffer | undefined {
    return this.shelf.get(file.uniqueId);
  }

  /** The path under which this bot downloads the file; always the same one. */
  pathFor(bot: BotRecord, file: FileRecord): string {
    const paths = (bot.filePaths ??= {});
    const known = Object.keys(paths).find((path) => paths[path] === file.uniqueId);
    if (known !== undefined) return known;
    const number = Object.keys(paths).length;
    const path = `${FOLDERS[file.kind]}/file_${String(number)}.${extensionOf(file.kind, file.name)}`;
    paths[path] = file.uniqueId;
    this.world.announce({ kind: 'bots', botId: bot.id });
    return path;
  }

  /** What this bot asked for under the path before. */
  findByPath(bot: BotRecord, path: string): FileRecord | undefined {
    const uniqueId = bot.filePaths && Object.hasOwn(bot.filePaths, path) ? bot.filePaths[path] : undefined;
    return uniqueId === undefined ? undefined : this.world.files.get(uniqueId);
  }
}
