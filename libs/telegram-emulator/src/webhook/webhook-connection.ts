import { Agent, request as requestHttp, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { Agent as SecureAgent, request as requestHttps } from 'node:https';
import type { Socket } from 'node:net';

import type { Clock } from '../world/clock';
import type { WebhookAnswer } from './webhook-answer';

/** An update on its way: the body, and for how long its bytes are spread out, if they are. */
export interface Parcel {
  body: string;
  secretToken: string;
  slowMs?: number;
}

const IDLE_TIMEOUT_MS = 60_000;
const LARGEST_ANSWER = 1_000_000;
const SLOW_PIECES = 8;

/** One connection to a bot's server, kept alive from update to update. It carries one at a time. */
export class WebhookConnection {
  private readonly agent: Agent;
  private socket: Socket | null = null;

  constructor(
    private readonly url: URL,
    private readonly clock: Clock,
    private readonly onClosed: (connection: WebhookConnection) => void,
  ) {
    const options = { keepAlive: true, maxSockets: 1 };
    this.agent = url.protocol === 'https:' ? new SecureAgent(options) : new Agent(options);
  }

  /** Sends one update as Telegram does. Redirects are not followed. Rejects with words when there was no answer. */
  post({ body, secretToken, slowMs }: Parcel): Promise<WebhookAnswer> {
    const headers = {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      'Accept-Encoding': 'gzip, deflate',
      Connection: 'keep-alive',
      ...(secretToken !== '' && { 'X-Telegram-Bot-Api-Secret-Token': secretToken }),
    };
    return new Promise((resolve, reject) => {
      const request = this.send({ method: 'POST', agent: this.agent, headers }, (response) => {
        readAnswer(response).then(resolve, reject);
      });
      request.on('error', reject);
      request.setTimeout(IDLE_TIMEOUT_MS, () => request.destroy(new Error('Read timeout expired')));
      if (slowMs === undefined) request.end(body);
      else this.writeSlowly(request, Buffer.from(body), slowMs);
    });
  }

  close(): void {
    this.agent.destroy();
  }

  private send(options: RequestOptions, answered: (response: IncomingMessage) => void): ClientRequest {
    const send = this.url.protocol === 'https:' ? requestHttps : requestHttp;
    return send(this.url, options, answered).on('socket', (socket: Socket) => {
      this.watch(socket);
    });
  }

  private writeSlowly(request: ClientRequest, body: Buffer, milliseconds: number): void {
    const size = Math.ceil(body.length / SLOW_PIECES);
    const writeFrom = (at: number): void => {
      if (request.destroyed) return;
      request.write(body.subarray(at, at + size));
      if (at + size >= body.length) request.end();
      else {
        this.clock.after(milliseconds / SLOW_PIECES, () => {
          writeFrom(at + size);
        });
      }
    };
    writeFrom(0);
  }

  private watch(socket: Socket): void {
    if (this.socket === socket) return;
    this.socket = socket;
    socket.once('close', () => {
      this.onClosed(this);
    });
  }
}

async function readAnswer(response: IncomingMessage): Promise<WebhookAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= LARGEST_ANSWER) chunks.push(chunk);
  }
  const retryAfter = response.headers['retry-after'];
  return {
    status: response.statusCode ?? 0,
    reason: response.statusMessage ?? '',
    retryAfterSeconds: retryAfter !== undefined && /^\d+$/.test(retryAfter) ? Math.min(Number(retryAfter), 3600) : 0,
    contentType: response.headers['content-type'] ?? '',
    body: Buffer.concat(chunks).toString('utf8'),
    closes: response.headers.connection?.toLowerCase() === 'close',
  };
}
