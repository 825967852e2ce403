import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from 'undici';

/** Sent to the bench when it listens. */
export interface ReplyReferenceReady {
  readonly port: number;
}

/** The bare reference of the bench `reply`: a webhook that keeps nothing and answers every text with the same, at once. */
const telegram = new Client(process.env.TELEGRAM_API_ROOT ?? '');
const path = `/bot${process.env.BOT_TOKEN ?? ''}/sendMessage`;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    response.end();
    const { message } = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
      message?: { chat: { id: number }; text: string };
    };
    if (message) void send(message.chat.id, message.text);
  });
});
server.keepAliveTimeout = 72_000;
server.listen(0, '127.0.0.1', () =>
  process.send?.({ port: (server.address() as AddressInfo).port } satisfies ReplyReferenceReady),
);
process.once('disconnect', () => process.exit());

async function send(chatId: number, text: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const { body } = await telegram.request({ method: 'POST', path, headers, body: JSON.stringify({ chat_id: chatId, text }) });
  await body.dump();
}
