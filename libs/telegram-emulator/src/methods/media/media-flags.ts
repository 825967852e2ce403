import type { Params } from '../../calls/params';
import type { FileKind } from '../../files/file-record';
import type { MediaRecord } from '../../world/contents';
import { VISUAL } from './kinds';

export type MediaFlags = Pick<MediaRecord, 'spoiler' | 'captionAbove'>;

/** How a file is shown, for the kinds that can be shown so. */
export function wrapFlags(params: Params, kind: FileKind): MediaFlags {
  const isHidden = VISUAL.has(kind) && params.flag('has_spoiler');
  return { ...(isHidden && { spoiler: true }), ...wrapCaption(params, kind) };
}

export function wrapCaption(params: Params, kind: FileKind): MediaFlags {
  return VISUAL.has(kind) && params.flag('show_caption_above_media') ? { captionAbove: true } : {};
}
