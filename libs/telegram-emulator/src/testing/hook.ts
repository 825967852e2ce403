import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Clock } from '../world/clock';

interface Arrival {
  kind: string;
  id: number;
  /** Since `listen`, on the clock of the box. */
  atSeconds: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A bot's server that answers as the test says, and notes at what time of the emulator's clock each update came. */
export class Hook {
  readonly received: Arrival[] = [];
  /** How many connections were opened to it. */
  connections = 0;
  answer: (response: ServerResponse, seen: number) => void = (response) => response.end();
  private readonly server: Server;
  private begin: number;

  constructor(private readonly clock: Clock) {
    this.begin = clock.now();
    this.server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
      request.on('end', () => {
        const [, id, kind = ''] = /^\{"update_id":(\d+),\s*"(\w+)"/.exec(body) ?? [];
        const atSeconds = (clock.now() - this.begin) / 1_000;
        this.received.push({ kind, id: Number(id), atSeconds, headers: request.headers, body });
        this.answer(response, this.received.length);
      });
    }).on('connection', () => {
      this.connections += 1;
    });
  }

  /** Its address. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.begin = this.clock.now();
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}/hook`;
  }

  get times(): number[] {
    return this.received.map(({ atSeconds }) => atSeconds);
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** Lets everything go on that needs no time of the clock, until it is so. @throws Error after 3 s */
export async function eventually(condition: () => boolean): Promise<void> {
  const patience = Date.now() + 3_000;
  while (!condition() && Date.now() < patience) await new Promise((resolve) => setImmediate(resolve));
  if (!condition()) throw new Error(`It did not become so: ${condition.toString()}`);
}
