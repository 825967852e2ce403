import type { MethodCall } from '../../calls/method';
import { badRequest } from '../../calls/refusal';
import { flawOf, uniqueIdOf } from '../../files/file-ids';
import type { FileDetails, FileKind, FileRecord } from '../../files/file-record';
import { imageIn } from '../../files/image';
import { fetchFile } from './fetch-file';
import { TYPE_NAMES } from './kinds';

/** A file that came with the call, or what names one that is elsewhere. */
export type FileSource = { readonly part: string } | { readonly reference: string };

/** What the file is to be sent as. */
export interface WantedFile {
  source: FileSource;
  kind: FileKind;
  details: FileDetails;
  /** An image that came as a document stays one. */
  asIs?: boolean;
}

const ATTACHED = 'attach://';
const LARGEST_PHOTO = 10 * 1_024 * 1_024;
const LARGEST_UPLOAD = 50 * 1_024 * 1_024;

/** Where the file of a parameter comes from, null when there is none (telegram-bot-api, Client.cpp: get_input_file). */
export function fileSource({ uploads }: MethodCall, parameter: string, value: string): FileSource | null {
  const isAttached = value.startsWith(ATTACHED);
  if (value !== '' && !isAttached) return { reference: value };
  const part = isAttached ? value.slice(ATTACHED.length) : parameter;
  return uploads.has(part) ? { part } : null;
}

/** What is refused before anything else of the call is looked at: bytes that are none or too many, and names that name nothing. */
export function refuseBadSource(call: MethodCall, { source, kind }: WantedFile): void {
  if ('part' in source) refuseHeavyPhoto(wholeUpload(call, source.part), kind);
  else if (!source.reference.includes('.')) known(call, kind, source.reference);
}

/** The file itself: a new one, or one that this bot knows. @throws Refusal for what Telegram would not send. */
export async function fileOf(call: MethodCall, wanted: WantedFile): Promise<FileRecord> {
  const { source } = wanted;
  if ('part' in source) return uploaded(call, wanted, source.part);
  if (source.reference.includes('.')) return downloaded(call, wanted, source.reference);
  return known(call, wanted.kind, source.reference);
}

function uploaded(call: MethodCall, { kind, details, asIs = false }: WantedFile, part: string): FileRecord {
  const bytes = wholeUpload(call, part);
  const name = call.params.upload(part)?.name;
  if (kind === 'photo') refuseBadPhoto(bytes);
  const file = { bytes, ...details, ...(name !== undefined && { name }) };
  if (kind !== 'document' || asIs || !isGif(bytes)) return call.files.keep({ ...file, kind });
  return call.files.keep({ ...file, kind: 'animation' });
}

function wholeUpload({ uploads }: MethodCall, part: string): Buffer {
  const bytes = uploads.get(part) ?? Buffer.alloc(0);
  if (bytes.length === 0) throw badRequest('file must be non-empty');
  if (bytes.length > LARGEST_UPLOAD) throw badRequest('file is too big');
  return bytes;
}

async function downloaded(call: MethodCall, { kind, details }: WantedFile, url: string): Promise<FileRecord> {
  if (kind === 'video_note') throw badRequest('WEBPAGE_MEDIA_EMPTY');
  const { bytes, name } = await fetchFile(url, kind);
  return call.files.keep({ bytes, kind, ...details, ...(name !== '' && { name }) });
}

/** Photos cannot be sent as anything else, nor anything else as a photo; all other files are sent as what they are. */
function known({ bot, files }: MethodCall, kind: FileKind, fileId: string): FileRecord {
  const flaw = flawOf(fileId);
  if (flaw !== null) throw badRequest(flaw);
  const uniqueId = uniqueIdOf(bot.id, fileId);
  const file = uniqueId === null ? undefined : files.find(uniqueId);
  if (!file) throw badRequest('wrong file identifier/HTTP URL specified');
  if (file.kind === kind || (file.kind !== 'photo' && kind !== 'photo')) return file;
  throw badRequest(`can't use file of type ${TYPE_NAMES[file.kind]} as ${TYPE_NAMES[kind]}`);
}

function refuseHeavyPhoto({ length }: Buffer, kind: FileKind): void {
  if (kind !== 'photo' || length <= LARGEST_PHOTO) return;
  const words = `of size ${String(length)} bytes is too big for a photo; the maximum size is ${String(LARGEST_PHOTO)} bytes`;
  throw badRequest(`file ${words}`);
}

/** Both sides together 10000 pixels, one side at most 20 times the other: https://core.telegram.org/bots/api#sendphoto */
function refuseBadPhoto(bytes: Buffer): void {
  const size = imageIn(bytes);
  if (!size) throw badRequest('IMAGE_PROCESS_FAILED');
  const { width, height } = size;
  const isOdd = Math.max(width, height) > 20 * Math.min(width, height);
  if (isOdd || width + height > 10_000) throw badRequest('PHOTO_INVALID_DIMENSIONS');
}

function isGif(bytes: Buffer): boolean {
  return bytes.toString('latin1', 0, 4) === 'GIF8';
}
