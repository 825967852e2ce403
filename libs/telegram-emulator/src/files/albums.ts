import type { FileKind } from './file-record';

const MOST = 10;
const APART: readonly FileKind[] = ['audio', 'document'];

/**
 * Why files cannot be an album, in TDLib's words (MessageContent.cpp, check_message_group_message_contents); null when they can. Audio files and documents stay
 * among themselves.
 */
export function flawOfAlbum(kinds: readonly FileKind[]): string | null {
  if (kinds.length === 0) return 'There are no messages to send';
  if (kinds.length > MOST) return 'Too many messages to send as an album';
  const apart = APART.find((kind) => kinds.includes(kind));
  if (apart === undefined || kinds.every((kind) => kind === apart)) return null;
  return `${apart} can't be mixed with other media types`;
}
