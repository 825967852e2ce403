import { createHash } from 'node:crypto';

import type { FileKind } from './file-record';

/** Telegram's numbers of the kinds, by which an id begins (TDLib, FileType.h). */
const NUMBERS: Record<FileKind, number> = {
  photo: 2,
  voice: 3,
  video: 4,
  document: 5,
  sticker: 8,
  audio: 9,
  animation: 10,
  video_note: 13,
};

/** The last byte of every id that Telegram gives today (TDLib, FileNode::PERSISTENT_ID_VERSION). */
const VERSION = 4;
const HEAD_BYTES = 4;
const PROOF_BYTES = 20;

/** The `file_id` by which this bot, and no other, knows a file. */
export function fileIdFor(botId: number, kind: FileKind, uniqueId: string): string {
  const head = Buffer.from([NUMBERS[kind], 0, 2, 2]);
  return Buffer.concat([head, Buffer.from(uniqueId), proof(botId, uniqueId), Buffer.from([VERSION])]).toString('base64url');
}

/** Why an id is none, in TDLib's words (FileManager::from_persistent_id); null when it may be one. */
export function flawOf(fileId: string): string | null {
  if (!/^[\w-]+$/.test(fileId)) return 'Wrong remote file identifier specified: Wrong character in the string';
  if (Buffer.from(fileId, 'base64url').at(-1) === VERSION) return null;
  return "Wrong remote file identifier specified: can't unserialize it. Wrong last symbol";
}

/** The `file_unique_id` behind an id of this bot; null for ids of other bots. */
export function uniqueIdOf(botId: number, fileId: string): string | null {
  const bytes = Buffer.from(fileId, 'base64url');
  const uniqueId = bytes.subarray(HEAD_BYTES, -PROOF_BYTES - 1).toString();
  return proof(botId, uniqueId).equals(bytes.subarray(-PROOF_BYTES - 1, -1)) ? uniqueId : null;
}

function proof(botId: number, uniqueId: string): Buffer {
  return createHash('sha256')
    .update(`${String(botId)}:${uniqueId}`)
    .digest()
    .subarray(0, PROOF_BYTES);
}
