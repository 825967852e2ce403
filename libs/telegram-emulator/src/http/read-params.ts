import type { IncomingMessage } from 'node:http';

import { Refusal } from '../calls/refusal';
import { multipartFields } from './multipart';

const LARGEST_BODY = 1_000_000;

/** The parameters of a request, from its query and its body; where both name one, the body counts. */
export async function readParams(request: IncomingMessage, query: URLSearchParams): Promise<Record<string, unknown>> {
  const fromQuery = Object.fromEntries(query);
  const body = await readBody(request);
  return { ...fromQuery, ...bodyParams(request.headers['content-type'] ?? '', body) };
}

/** The whole body. @throws Refusal 413 when it is too large. */
async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new Refusal(413, 'Request Entity Too Large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function bodyParams(contentType: string, body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  const kind = contentType.split(';')[0]?.trim().toLowerCase();
  switch (kind) {
    case 'application/json':
      return jsonParams(body.toString('utf8'));
    case 'multipart/form-data':
      return multipartFields(contentType, body);
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
