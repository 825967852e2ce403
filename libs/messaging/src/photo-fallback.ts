import type { Payload } from '@app/telegram';
import { definedOf } from './content';
import { isUploadMark } from './file-marks';

/** A call, as far as its photos can go as documents. */
interface PhotoCall {
  readonly method: string;
  readonly payload: Payload;
}

/** Telegram's words for what it does not take as a photo (core.telegram.org/method/messages.sendMedia; TDLib, FileManager.cpp). */
const NO_PHOTO = /\bPHOTO_[A-Z_]+|IMAGE_PROCESS_FAILED|too big for a photo/;

export function isNoPhoto(description: string): boolean {
  return NO_PHOTO.test(description);
}

/** Whether the call sends photos that can go as documents as well: what has an id at Telegram stays what it is. */
export function canGoAsDocuments({ method, payload }: PhotoCall): boolean {
  if (method === 'sendPhoto') return isNew(payload.photo);
  if (method !== 'sendMediaGroup') return false;
  const media = payload.media as Payload[];
  return media.some(({ type }) => type === 'photo') && media.every((item) => isVisual(item) && isNew(item.media));
}

/** The same call with documents in the place of photos, and of the videos beside them: an album has documents only, or none. */
export function asDocuments<Call extends PhotoCall>(call: Call): Call {
  const { method, payload } = call;
  if (method === 'sendPhoto') {
    const { photo, ...rest } = shownPlainly(payload);
    return { ...call, method: 'sendDocument', payload: { ...rest, document: photo, disable_content_type_detection: true } };
  }
  if (method !== 'sendMediaGroup') return call;
  const media = (payload.media as Payload[]).map((item) => ({ ...shownPlainly(item), type: 'document' }));
  return { ...call, payload: { ...payload, media } };
}

/** A document is neither hidden nor below its caption. */
function shownPlainly(payload: Payload): Payload {
  return definedOf({ ...payload, has_spoiler: undefined, show_caption_above_media: undefined });
}

function isVisual({ type }: Payload): boolean {
  return type === 'photo' || type === 'video';
}

function isNew(file: unknown): boolean {
  return isUploadMark(file) || (typeof file === 'string' && file.includes('://'));
}
