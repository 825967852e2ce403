import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Who has connected only just is about to ask; who has not asked for so long will hardly ask at the very moment of the end. */
const QUIET_MS = 3_000;

interface Connection {
  readonly since: number;
  requests: number;
}

/**
 * The connections of a server on which nothing is asked, or not yet: browsers, balancers and pools of clients open some ahead.
 * When a server closes, Node ends only those that have been answered before, and waits for the others as long as they may take.
 */
export class QuietConnections {
  private readonly connections = new Map<Socket, Connection>();

  constructor(server: Server) {
    server.on('connection', (socket) => {
      this.connections.set(socket, { since: performance.now(), requests: 0 });
      socket.once('close', () => this.connections.delete(socket));
    });
    server.on('request', ({ socket }, response) => {
      const connection = this.connections.get(socket);
      if (!connection) return;
      connection.requests++;
      response.once('close', () => connection.requests--);
    });
  }

  /** Ends each as soon as it has been quiet for long. On the others the answer tells that it was the last. */
  closeSoon(): void {
    for (const [socket, connection] of this.connections) {
      const endIt = (): void => {
        if (connection.requests === 0) socket.destroy();
      };
      setTimeout(endIt, Math.max(0, connection.since + QUIET_MS - performance.now())).unref();
    }
  }
}
