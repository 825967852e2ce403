import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface RelayHabits {
  /** Is given what clients send, as it passes. */
  readonly overhear?: (chunk: Buffer) => void;
  /** Whether a target is fit for something new; the others are tried last. */
  readonly prefers?: (port: number) => boolean;
}

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
    private readonly habits: RelayHabits,
  ) {
    server.on('connection', (client) => void this.join(client));
  }

  static async open(targets: readonly number[], habits: RelayHabits = {}): Promise<Relay> {
    const server = createServer({ pauseOnConnect: true, noDelay: true });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Relay(server, targets, habits);
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
    if (this.habits.overhear) client.on('data', this.habits.overhear);
    client.pipe(target);
    target.pipe(client);
    client.resume();
  }

  private async reachTarget(): Promise<Socket | null> {
    const first = this.turn++;
    const inTurn = this.targets.map((_, index) => this.targets[(first + index) % this.targets.length] ?? 0);
    const { prefers = () => true } = this.habits;
    for (const port of [...inTurn.filter(prefers), ...inTurn.filter((one) => !prefers(one))]) {
      const socket = await this.tryTarget(port);
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
