import type { Params } from '../../calls/params';
import type { FileDetails, FileKind } from '../../files/file-record';

const LONGEST_SIDE = 10_000;
const LONGEST_SECONDS = 86_400;

/** What TDLib calls the kinds where it tells them apart (FileType.cpp). */
export const TYPE_NAMES: Record<FileKind, string> = {
  photo: 'Photo',
  video: 'Video',
  animation: 'Animation',
  audio: 'Audio',
  document: 'Document',
  voice: 'VoiceNote',
  video_note: 'VideoNote',
  sticker: 'Sticker',
};

/** Kinds that can be covered by a spoiler and stand below their caption. */
export const VISUAL: ReadonlySet<FileKind> = new Set(['photo', 'video', 'animation']);

/** Kinds that have no caption. */
export const CAPTIONLESS: ReadonlySet<FileKind> = new Set(['video_note', 'sticker']);

/** What a call tells of a file of this kind. */
export function detailsIn(params: Params, kind: FileKind): FileDetails {
  const number = (name: string, most: number): number | undefined => {
    const given = params.integer(name);
    return given === null ? undefined : Math.min(Math.max(given, 0), most);
  };
  const text = (name: string): string | undefined => (params.has(name) ? params.text(name) : undefined);
  const duration = number('duration', LONGEST_SECONDS);
  switch (kind) {
    case 'video':
    case 'animation':
      return present({ duration, width: number('width', LONGEST_SIDE), height: number('height', LONGEST_SIDE) });
    case 'audio':
      return present({ duration, title: text('title'), performer: text('performer') });
    case 'voice':
      return present({ duration });
    case 'video_note':
      return present({ duration, width: number('length', LONGEST_SIDE), height: number('length', LONGEST_SIDE) });
    case 'sticker':
      return present({ emoji: text('emoji') });
    case 'photo':
    case 'document':
      return {};
  }
}

function present(details: Record<string, string | number | undefined>): FileDetails {
  return Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
}
