import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';

/** A chat to which messages go, and by which token. */
export interface ReferenceChat {
  readonly botId: string;
  readonly chatId: string;
  readonly accountId: string;
  readonly tokenId: string;
}

interface Sent {
  readonly text: string;
  readonly chat: ReferenceChat;
  readonly key: string;
  readonly bodyHash: Buffer;
}

/** Sent to the bench when it listens. */
export interface ReferenceReady {
  readonly port: number;
}

/**
 * The bare reference of the bench `accept`: no framework, no check of who sends, nothing but two prepared inserts into the
 * product's own tables in one transaction. Bad input is none of its business.
 */
const chats = JSON.parse(process.env.CHATS ?? '[]') as ReferenceChat[];
const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
let turn = 0;

const MESSAGE = {
  name: 'message',
  text: `insert into messages (id, bot_id, chat_id, account_id, bot_token_id, priority, method, type, text)
    values ($1, $2, $3, $4, $5, 1, 'sendMessage', 'text', $6) returning created_at`,
};
const KEY = { name: 'key', text: 'insert into idempotency_keys (scope, key, body_hash, message_id) values ($1, $2, $3, $4)' };

const server = createServer((request, response) => {
  accept(request, response).catch((error: unknown) => {
    response.writeHead(500).end(String(error));
  });
});
server.keepAliveTimeout = 72_000;
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port } satisfies ReferenceReady));
process.once('disconnect', () => process.exit());

async function accept(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const { text } = JSON.parse(body.toString('utf8')) as { text: string };
  const chat = chats[turn++ % chats.length];
  if (!chat) throw new Error('There is no chat.');
  const key = String(request.headers['idempotency-key']);
  const { id, createdAt } = await insert({ text, chat, key, bodyHash: createHash('sha256').update(body).digest() });
  const answer = JSON.stringify({ id, status: 'queued', chatId: chat.chatId, type: 'text', createdAt });
  response.writeHead(202, { 'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(answer) });
  response.end(answer);
}

async function insert({ text, chat, key, bodyHash }: Sent): Promise<{ id: string; createdAt: Date }> {
  const id = randomUUID();
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { botId, chatId, accountId, tokenId } = chat;
    const values = [id, botId, chatId, accountId, tokenId, text];
    const { rows } = await client.query<{ created_at: Date }>({ ...MESSAGE, values });
    await client.query({ ...KEY, values: [tokenId, key, bodyHash, id] });
    await client.query('commit');
    client.release();
    return { id, createdAt: rows[0]?.created_at ?? new Date() };
  } catch (error) {
    client.release(true);
    throw error;
  }
}
