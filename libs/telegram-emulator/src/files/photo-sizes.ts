import type { FileRecord } from './file-record';

export interface PhotoSize {
  uniqueId: string;
  width: number;
  height: number;
}

/** The longest sides to which Telegram scales photos, by the letter of the size: https://core.telegram.org/api/files#image-thumbnail-types */
const SIDES = [
  ['s', 90],
  ['m', 320],
  ['x', 800],
  ['y', 1_280],
  ['w', 2_560],
] as const;

/**
 * The sizes in which a photo is offered, the smallest first. Nothing is scaled here: behind every size lie the bytes that were sent, and
 * the largest has the id of the photo itself.
 */
export function photoSizesOf({ uniqueId, width = 0, height = 0 }: FileRecord): PhotoSize[] {
  const longest = Math.max(width, height);
  const smaller = SIDES.filter(([, side]) => side < Math.min(longest, 1_280)).map(([letter, side]) => ({
    uniqueId: `${uniqueId}${letter}`,
    ...fitted(width, height, side),
  }));
  return [...smaller, { uniqueId, ...fitted(width, height, 2_560) }];
}

/** The id of the photo to which an id of one of its sizes belongs. */
export function photoOfSize(uniqueId: string): string {
  return uniqueId.slice(0, -1);
}

function fitted(width: number, height: number, side: number): { width: number; height: number } {
  const scale = Math.min(1, side / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
