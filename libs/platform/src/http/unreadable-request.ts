import type { Server, ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { newId } from '../crypto/ids';
import { problemOf } from './problem';

/** Statuses by the code that Node's HTTP parser gives; whatever else it cannot read is 400. */
const STATUSES: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

interface Answering extends Socket {
  /** The answer that Node is writing to this connection. */
  readonly _httpMessage?: ServerResponse | null;
}

/**
 * Answers what the HTTP parser cannot read as a problem, and says that the connection ends with it: without that a client would send
 * its next request into a closed one (RFC 9112, 9.6).
 */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable || hasBegun(socket)) {
    socket.destroy(error);
    return;
  }
  socket.end(rawAnswer(STATUSES[error.code ?? ''] ?? 400), () => socket.destroy());
}

/** Answers an `Expect` header that nobody can meet (RFC 9110, 10.1.1); Node's own answer has no body. */
export function answerExpectations(server: Server): void {
  server.on('checkExpectation', ({ socket }) => {
    socket.end(rawAnswer(417), () => socket.destroy());
  });
}

function hasBegun(socket: Answering): boolean {
  return socket._httpMessage?.headersSent === true;
}

function rawAnswer(status: number): string {
  const requestId = newId();
  const body = JSON.stringify(problemOf(status, requestId));
  const headers = [
    'content-type: application/problem+json',
    `content-length: ${String(Buffer.byteLength(body))}`,
    `x-request-id: ${requestId}`,
    'x-content-type-options: nosniff',
    'cache-control: no-store',
    'connection: close',
  ];
  return `HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}\r\n${headers.join('\r\n')}\r\n\r\n${body}`;
}
