import type { IncomingMessage, ServerResponse } from 'node:http';

import { ApiError } from './api-error';

const LARGEST_JSON = 100_000;
const LARGEST_FILE = 50_000_000;

/**
 * The JSON of a request. The type is demanded because a browser lets a foreign page send `text/plain` to this server, but not JSON.
 * @throws ApiError 415, 413 or 400
 */
export async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? '')) {
    throw new ApiError(415, 'Send JSON, with the header Content-Type: application/json.');
  }
  return parsed((await readBody(request, LARGEST_JSON)).toString('utf8'));
}

/** The bytes of a request that sends a file. @throws ApiError 415 or 413 */
export async function readBytes(request: IncomingMessage): Promise<Buffer> {
  if (!/^application\/octet-stream\b/i.test(request.headers['content-type'] ?? '')) {
    throw new ApiError(415, 'Send the bytes of the file, with the header Content-Type: application/octet-stream.');
  }
  return readBody(request, LARGEST_FILE);
}

export function writeJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
  response.end(JSON.stringify(body));
}

function parsed(text: string): Record<string, unknown> {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { ...body };
  } catch {
    // The same words as for JSON that is no object.
  }
  throw new ApiError(400, 'The body must be a JSON object.');
}

async function readBody(request: IncomingMessage, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) throw new ApiError(413, `Send at most ${String(most)} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
