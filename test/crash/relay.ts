import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * A TCP relay that is never killed. In front of the API it is the balancer; between a worker and the emulator it tells
 * whose call is whose. A connection goes to the targets in turn; one that refuses is passed over.
 */
export class Relay {
  private readonly sockets = new Set<Socket>();
  private turn = 0;

  private constructor(
    private readonly server: Server,
    private readonly targets: readonly number[],
    private readonly overhear: (chunk: Buffer) => void,
  ) {
    server.on('connection', (client) => void this.join(client));
  }

  /** @param overhear is given what clients send, as it passes. */
  static async open(targets: readonly number[], overhear: (chunk: Buffer) => void = () => undefined): Promise<Relay> {
    const server = createServer({ pauseOnConnect: true, noDelay: true });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Relay(server, targets, overhear);
  }

  get root(): string {
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async join(client: Socket): Promise<void> {
    this.keep(client);
    const target = await this.reachTarget();
    if (!target || client.destroyed) {
      target?.destroy();
      client.destroy();
      return;
    }
    client.once('close', () => target.destroy());
    target.once('close', () => client.destroy());
    client.on('data', this.overhear);
    client.pipe(target);
    target.pipe(client);
    client.resume();
  }

  private async reachTarget(): Promise<Socket | null> {
    const first = this.turn++;
    for (let tried = 0; tried < this.targets.length; tried++) {
      const socket = await this.tryTarget(this.targets[(first + tried) % this.targets.length] ?? 0);
      if (socket) return socket;
    }
    return null;
  }

  private async tryTarget(port: number): Promise<Socket | null> {
    const socket = this.keep(connect({ port, host: '127.0.0.1', noDelay: true }));
    return await new Promise((resolve) => {
      socket.once('connect', () => {
        resolve(socket);
      });
      socket.once('close', () => {
        resolve(null);
      });
    });
  }

  private keep(socket: Socket): Socket {
    this.sockets.add(socket);
    socket.on('error', () => undefined); // its end follows
    socket.once('close', () => this.sockets.delete(socket));
    return socket;
  }
}
