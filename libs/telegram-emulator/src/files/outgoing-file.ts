import { characterCount, cleanText, type FormattedText, withFoundEntities } from '@app/formatting';
import type { MediaRecord } from '../world/contents';
import { flawOfAlbum } from './albums';
import type { FileDetails, FileKind } from './file-record';
import type { Files } from './files';
import { imageIn } from './image';

/** A file as a person sends it. */
export interface OutgoingFile extends FileDetails {
  kind: FileKind;
  bytes: Uint8Array;
  caption?: string;
  /** Hidden until it is tapped; for pictures and videos. */
  spoiler?: boolean;
}

const LONGEST_CAPTION = 1_024;

/** Keeps the file and gives the contents of its message. @throws Error for what an app would not send. */
export function filed(
  files: Files,
  { bytes, caption = '', spoiler = false, ...details }: OutgoingFile,
): FormattedText & { media: MediaRecord } {
  const whole = Buffer.from(bytes);
  if (whole.length === 0) throw new Error('A Telegram client does not send an empty file');
  if (details.kind === 'photo' && !imageIn(whole)) throw new Error('A Telegram client sends a photo only if it is a picture');
  const formatted = captioned(caption);
  const file = files.keep({ ...details, bytes: whole });
  return { ...formatted, media: { ...file, ...(spoiler && { spoiler: true }) } };
}

/** The same for several that are shown together. @throws Error when they cannot be. */
export function filedTogether(files: Files, group: string, outgoing: readonly OutgoingFile[]): ReturnType<typeof filed>[] {
  const flaw = flawOfAlbum(outgoing.map(({ kind }) => kind));
  if (outgoing.length < 2) throw new Error('A Telegram client makes no album of less than two files');
  if (flaw !== null) throw new Error(`A Telegram client does not send this album: ${flaw}`);
  return outgoing.map((one) => {
    const { media, ...formatted } = filed(files, one);
    return { ...formatted, media: { ...media, groupId: group } };
  });
}

function captioned(caption: string): FormattedText {
  const cleaned = cleanText({ text: caption, entities: [] });
  if (characterCount(cleaned.text) > LONGEST_CAPTION) {
    throw new Error('A Telegram client does not send a caption of more than 1024 characters');
  }
  return withFoundEntities(cleaned);
}
