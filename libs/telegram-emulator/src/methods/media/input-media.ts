import type { FormattedText } from '@app/formatting';
import type { MethodCall } from '../../calls/method';
import { Params } from '../../calls/params';
import { badRequest, Refusal } from '../../calls/refusal';
import type { FileKind } from '../../files/file-record';
import { captionOf } from '../text-of-call';
import { fileSource, type WantedFile } from './input-file';
import { detailsIn } from './kinds';
import { wrapFlags, type MediaFlags } from './media-flags';

/** One file with its caption, as a call describes it. */
export interface MediaDraft {
  wanted: WantedFile;
  caption: FormattedText;
  flags: MediaFlags;
}

const KINDS: readonly FileKind[] = ['photo', 'video', 'animation', 'audio', 'document'];
const UNMODELLED = ['thumbnail', 'thumb', 'cover', 'start_timestamp'];

/** https://core.telegram.org/bots/api#inputmedia, read in the order of the official server (Client.cpp: get_input_media). */
export function inputMedia(call: MethodCall, given: unknown, forAlbum: boolean): MediaDraft {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw unreadable('expected an Object');
  const params = new Params({ ...given });
  refuseUnmodelled(params);
  const caption = captionOf(params);
  const source = fileSource(call, '', params.text('media'));
  if (!source) throw unreadable('media not found');
  const kind = kindOf(params.text('type'), forAlbum);
  const asIs = forAlbum || params.flag('disable_content_type_detection');
  return { wanted: { source, kind, details: detailsIn(params, kind), asIs }, caption, flags: wrapFlags(params, kind) };
}

function kindOf(type: string, forAlbum: boolean): FileKind {
  if (type === '') throw unreadable('Can\'t find field "type"');
  if (forAlbum && type === 'animation') throw unreadable(`type "${type}" can't be used in sendMediaGroup`);
  const kind = KINDS.find((one) => one === type);
  if (kind === undefined) throw unreadable(`type "${type}" is unsupported`);
  return kind;
}

function refuseUnmodelled(params: Params): void {
  const unmodelled = UNMODELLED.find((name) => params.has(name));
  if (unmodelled !== undefined) throw new Refusal(500, `EMULATOR: ${unmodelled} of InputMedia not implemented`);
}

/** The structure in a parameter that must be there. */
export function requiredStructure({ params }: MethodCall, name: string, what: string): unknown {
  if (!params.has(name)) throw badRequest(`parameter "${name}" is required`);
  try {
    return params.structure(name);
  } catch {
    throw badRequest(`can't parse ${what} JSON object`);
  }
}

function unreadable(words: string): Refusal {
  return badRequest(`can't parse InputMedia: ${words}`);
}
