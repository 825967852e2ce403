import { request as requestHttp, type Agent, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';

/** What the bot's server answered. */
export interface WebhookAnswer {
  status: number;
  reason: string;
  retryAfterSeconds: number;
  contentType: string;
  body: string;
}

export interface WebhookTarget {
  url: string;
  secretToken: string;
  agent: Agent;
  signal: AbortSignal;
}

const IDLE_TIMEOUT_MS = 60_000;
const LARGEST_ANSWER = 1_000_000;

/** Sends one update as Telegram does. Redirects are not followed. Rejects with words when there was no answer. */
export function postUpdate({ url, secretToken, agent, signal }: WebhookTarget, body: string): Promise<WebhookAnswer> {
  const address = new URL(url);
  const send = address.protocol === 'https:' ? requestHttps : requestHttp;
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    'Accept-Encoding': 'gzip, deflate',
    Connection: 'keep-alive',
    ...(secretToken !== '' && { 'X-Telegram-Bot-Api-Secret-Token': secretToken }),
  };
  return new Promise((resolve, reject) => {
    const request = send(address, { method: 'POST', agent, headers, signal }, (response) => {
      readAnswer(response).then(resolve, reject);
    });
    request.setTimeout(IDLE_TIMEOUT_MS, () => request.destroy(new Error('Read timeout expired')));
    request.on('error', reject);
    request.end(body);
  });
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
  };
}
