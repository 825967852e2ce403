import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from './free-port';

/** A request after which a connection is cut off: what it was arrives, and no answer to it comes back. */
export interface Cut {
  readonly after: (sent: Buffer) => boolean;
  /** When it breaks off: with the first byte of the answer, or so long after the request was passed on. */
  readonly when: 'answer' | number;
}

/** A port in front of another server of this machine, which can go away and come back. */
export class TcpProxy {
  /** How many connections were made, also those that broke off at once. */
  connections = 0;
  /** While true, whoever connects is cut off at once. */
  broken = false;
  private server?: Server;
  private cut?: Cut;
  private readonly open = new Set<Socket>();

  private constructor(
    readonly port: number,
    private readonly target: number,
  ) {}

  /** Starts one in front of the given port. */
  static async start(target: number): Promise<TcpProxy> {
    const proxy = new TcpProxy(await freePort(), target);
    await proxy.accept();
    return proxy;
  }

  /** From now on connections are passed on. */
  async accept(): Promise<void> {
    this.server = createServer((client) => {
      this.passOn(client);
    });
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
  }

  /** From now on nobody listens: connections are refused, and those that are open break off. */
  async refuse(): Promise<void> {
    const { server } = this;
    if (!server?.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of this.open) reset(socket);
    await closed;
  }

  /** Cuts every connection off, now and until it is mended. */
  break(): void {
    this.broken = true;
    for (const socket of this.open) reset(socket);
  }

  /** Cuts the next connection off that sends such a request. */
  cutOnce(cut: Cut): void {
    this.cut = cut;
  }

  private passOn(client: Socket): void {
    this.connections++;
    if (this.broken) {
      client.on('error', () => undefined);
      client.resetAndDestroy();
      return;
    }
    const upstream = connect(this.target, '127.0.0.1');
    for (const socket of [client, upstream]) {
      this.open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.open.delete(socket);
        (socket === client ? upstream : client).destroy();
      });
    }
    client.on('data', (sent) => {
      const { cut } = this;
      if (!cut?.after(sent)) return;
      this.cut = undefined;
      keepAnswerBack(client, upstream, cut.when);
    });
    client.pipe(upstream).pipe(client);
  }
}

/**
 * While the end of a socket is on its way out, Node refuses to reset it (EINVAL) and never closes its handle any more: a
 * process that has such a handle does not exit, but spins. What has ended is only closed.
 */
function reset(socket: Socket): void {
  if (socket.writableEnded) socket.destroy();
  else socket.resetAndDestroy();
}

function keepAnswerBack(client: Socket, upstream: Socket, when: Cut['when']): void {
  const breakOff = (): void => {
    for (const socket of [client, upstream]) socket.destroy();
  };
  upstream.unpipe(client);
  if (when === 'answer') upstream.once('data', breakOff).resume();
  else setTimeout(breakOff, when);
}
