import type { IncomingMessage } from 'node:http';

import { Refusal } from '../calls/refusal';
import { NO_UPLOADS } from '../calls/upload';
import { readMultipart, type MultipartBody } from './multipart';

const LARGEST_BODY = 1_000_000;

/** Files of up to 50 MB, and what stands around them: https://core.telegram.org/bots/api#sending-files */
const LARGEST_MULTIPART = 51 * 1_024 * 1_024;

/** The parameters of a request, from its query and its body, and its files; where query and body name one, the body counts. */
export async function readParams(request: IncomingMessage, query: URLSearchParams): Promise<MultipartBody> {
  const contentType = request.headers['content-type'] ?? '';
  const isMultipart = kindOf(contentType) === 'multipart/form-data';
  const body = await readBody(request, isMultipart ? LARGEST_MULTIPART : LARGEST_BODY);
  const { params, uploads } =
    isMultipart && body.length > 0
      ? await readMultipart(contentType, body)
      : { params: bodyParams(contentType, body), uploads: NO_UPLOADS };
  return { params: { ...Object.fromEntries(query), ...params }, uploads };
}

/** The whole body. What is too large is read to its end, so that the answer is heard. @throws Refusal 413 when it is too large. */
async function readBody(request: IncomingMessage, largest: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= largest) chunks.push(chunk);
  }
  if (size > largest) throw new Refusal(413, 'Request Entity Too Large');
  return Buffer.concat(chunks);
}

function kindOf(contentType: string): string | undefined {
  return contentType.split(';')[0]?.trim().toLowerCase();
}

function bodyParams(contentType: string, body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  switch (kindOf(contentType)) {
    case 'application/json':
      return jsonParams(body.toString('utf8'));
    case 'application/x-www-form-urlencoded':
      return Object.fromEntries(new URLSearchParams(body.toString('utf8')));
    case undefined:
    default:
      return {};
  }
}

function jsonParams(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch {
    // The same answer as for JSON of another kind.
  }
  throw new Refusal(400, "Bad Request: can't parse JSON object");
}
