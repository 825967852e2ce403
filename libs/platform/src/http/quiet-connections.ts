import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** What was written before it was known that the process goes may still be on its way. */
const LAST_WORDS_MS = 1_000;

/**
 * The connections of a server on which nothing is asked, or not yet: browsers, balancers and Telegram open some ahead. When
 * a server closes, Node ends only those that have been answered before, and waits for the others as long as a request may take.
 */
export class QuietConnections {
  private readonly requests = new Map<Socket, number>();

  constructor(server: Server) {
    server.on('connection', (socket) => {
      this.requests.set(socket, 0);
      socket.once('close', () => this.requests.delete(socket));
    });
    server.on('request', ({ socket }, response) => {
      this.count(socket, 1);
      response.once('close', () => {
        this.count(socket, -1);
      });
    });
  }

  /** Ends those on which nothing is asked within a moment. Whoever is answered later is told to go. */
  closeSoon(): void {
    setTimeout(() => {
      for (const [socket, requests] of this.requests) if (requests === 0) socket.destroy();
    }, LAST_WORDS_MS).unref();
  }

  private count(socket: Socket, more: number): void {
    const requests = this.requests.get(socket);
    if (requests !== undefined) this.requests.set(socket, requests + more);
  }
}
