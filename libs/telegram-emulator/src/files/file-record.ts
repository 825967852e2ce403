/** What a file is sent as. https://core.telegram.org/bots/api#sending-files */
export type FileKind = 'photo' | 'video' | 'animation' | 'audio' | 'document' | 'voice' | 'video_note' | 'sticker';

/** What is known of a file beside its bytes. */
export interface FileDetails {
  name?: string;
  mimeType?: string;
  /** Pixels. */
  width?: number;
  height?: number;
  /** Seconds. */
  duration?: number;
  title?: string;
  performer?: string;
  /** Of a sticker. */
  emoji?: string;
}

/** A file that somebody sent; its bytes lie on the shelf. */
export interface FileRecord extends FileDetails {
  /** `file_unique_id`: the same for everybody. */
  uniqueId: string;
  kind: FileKind;
  /** Bytes. */
  size: number;
}
