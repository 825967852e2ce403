import type { FileKind } from './file-record';

const BY_EXTENSION: Record<string, string> = {
  csv: 'text/csv',
  gif: 'image/gif',
  html: 'text/html',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  m4a: 'audio/mp4',
  mov: 'video/quicktime',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  oga: 'audio/ogg',
  ogg: 'audio/ogg',
  pdf: 'application/pdf',
  png: 'image/png',
  tgs: 'application/x-tgsticker',
  txt: 'text/plain',
  wav: 'audio/x-wav',
  webm: 'video/webm',
  webp: 'image/webp',
  zip: 'application/zip',
};

/** What files of a kind are, and are called in a download link, when nothing better is known. */
const USUAL: Record<FileKind, readonly [mimeType: string, extension: string]> = {
  photo: ['image/jpeg', 'jpg'],
  video: ['video/mp4', 'mp4'],
  animation: ['video/mp4', 'mp4'],
  audio: ['audio/mpeg', 'mp3'],
  document: ['application/octet-stream', 'bin'],
  voice: ['audio/ogg', 'oga'],
  video_note: ['video/mp4', 'mp4'],
  sticker: ['image/webp', 'webp'],
};

/** The official server goes by the name of a file, not by what its sender calls it. */
export function mimeTypeOf(kind: FileKind, name = ''): string {
  return BY_EXTENSION[extensionIn(name)] ?? USUAL[kind][0];
}

export function extensionOf(kind: FileKind, name = ''): string {
  const extension = extensionIn(name);
  return extension === '' ? USUAL[kind][1] : extension;
}

function extensionIn(name: string): string {
  return /\.([a-z0-9]{1,8})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}
