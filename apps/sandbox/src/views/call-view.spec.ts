import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Telegram } from 'telegraf';

import { BoxClient } from '../testing/box-client';
import type { RawView } from '../wire';

let box: BoxClient;

beforeEach(async () => {
  box = await BoxClient.start();
});

afterEach(() => box.end());

const program = (): Telegram => new Telegram(box.sandbox.bot.token, { apiRoot: box.sandbox.telegram.apiRoot });

async function annWrites(text: string): Promise<number> {
  const { messageId } = (await box.done('POST', '/people/ann/messages', { text })) as { messageId: number };
  return messageId;
}

const raw = async (messageId: number): Promise<RawView> =>
  (await box.done('GET', `/people/ann/chats/tower_bot/messages/${String(messageId)}/raw`)) as RawView;

it('shows the call that made a message, and the update by which the bot heard of the one before', async () => {
  const messageId = await annWrites('/start');
  const sent = await program().sendMessage(box.sandbox.telegram.person('ann').id, 'Welcome');
  expect(await raw(sent.message_id)).toMatchObject({
    call: { method: 'sendMessage', bot: 'tower_bot', params: { text: 'Welcome' }, status: 200, answer: { ok: true } },
    updates: [],
  });
  expect(await raw(messageId)).toMatchObject({
    updates: [{ bot: 'tower_bot', isPending: true, update: { message: { text: '/start' } }, deliveries: [] }],
  });
  expect(await box.done('GET', '/calls?filter=SENDm')).toMatchObject([{ method: 'sendMessage' }]);
});

it('shows what the webhook answered, attempt by attempt', async () => {
  const statuses = [500, 200];
  const server = createServer((request, response) => {
    request.resume().on('end', () => response.writeHead(statuses.shift() ?? 200).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/hook`;
  await program().setWebhook(url);
  const messageId = await annWrites('/start');
  await box.sandbox.telegram.idle();
  expect(await raw(messageId)).toMatchObject({
    updates: [{ isPending: false, deliveries: [{ status: 500 }, { status: 200 }] }],
  });
  expect(await box.done('GET', '/bots/tower_bot')).toMatchObject({
    webhookUrl: url,
    pendingUpdates: 0,
    lastErrorMessage: expect.stringContaining('500') as string,
  });
  await program().deleteWebhook();
  await new Promise((resolve) => server.close(resolve));
});
