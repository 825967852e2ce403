import type { ServerResponse } from 'node:http';

import type { TelegramEmulator } from '@app/telegram-emulator';

import { ApiError } from './api-error';

/** What a browser shows without running anything in it. */
const SHOWN = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'video/mp4',
  'video/webm',
  'audio/mpeg',
  'audio/mp4',
  'audio/ogg',
  'audio/wav',
]);

/**
 * A file that somebody sent. Files are hostile: what is no picture, film or sound is only downloaded, and none may do anything in the name
 * of this server.
 * @throws ApiError 404
 */
export function serveFile(response: ServerResponse, telegram: TelegramEmulator, uniqueId: string): void {
  const file = telegram.file(uniqueId);
  if (!file) throw new ApiError(404, 'There is no such file.');
  const { bytes, mimeType = '', name = uniqueId } = file;
  const isShown = SHOWN.has(mimeType);
  response.writeHead(200, {
    'Content-Type': isShown ? mimeType : 'application/octet-stream',
    'Content-Length': bytes.length,
    'Content-Disposition': `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name)}`,
    'Content-Security-Policy': "default-src 'none'; sandbox",
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, max-age=86400, immutable',
  });
  response.end(bytes);
}
