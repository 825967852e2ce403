import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Telegram } from 'telegraf';

import { TelegramEmulator } from './telegram-emulator';

let telegram: TelegramEmulator;

beforeEach(async () => {
  telegram = await TelegramEmulator.start({ insecureWebhook: true });
});

afterEach(async () => {
  await telegram.close();
});

/** An independent client: what it understands is what the field understands. */
function clientOf(token: string): Telegram {
  return new Telegram(token, { apiRoot: telegram.apiRoot });
}

describe('an independent client', () => {
  it('finds its bot behind the token', async () => {
    const bot = telegram.addBot({ username: 'tower_bot', name: 'Tower' });
    expect(await clientOf(bot.token).getMe()).toMatchObject({
      id: bot.id,
      is_bot: true,
      username: 'tower_bot',
      first_name: 'Tower',
    });
  });

  it('writes, edits, and answers a button that a person presses', async () => {
    const bot = telegram.addBot({ username: 'tower_bot' });
    const ann = telegram.person('ann');
    const client = clientOf(bot.token);
    await ann.send(bot, '/start');

    const sent = await client.sendMessage(ann.id, 'Link this chat?', {
      reply_markup: { inline_keyboard: [[{ text: 'Undo', callback_data: 'undo:1' }]] },
    });
    expect(await ann.expectMessage(bot, /link/i)).toMatchObject({
      messageId: sent.message_id,
      from: 'bot',
      text: 'Link this chat?',
    });

    const query = await ann.press(bot, 'Undo');
    const [update] = await client.getUpdates(0, 100, await offsetAfterStart(client), undefined);
    expect(update).toMatchObject({
      callback_query: { id: query, data: 'undo:1', from: { id: ann.id }, message: { message_id: sent.message_id } },
    });
    await client.answerCbQuery(query, 'Undone', { show_alert: true });
    expect(await ann.expectAnswer(bot, query)).toEqual({ text: 'Undone', showAlert: true });

    await client.editMessageText(ann.id, sent.message_id, undefined, 'Not linked');
    expect(await ann.expectMessage(bot, 'Not linked')).not.toHaveProperty('replyMarkup');
  });
});

async function offsetAfterStart(client: Telegram): Promise<number> {
  const [start] = await client.getUpdates(0, 1, 0, undefined);
  return (start?.update_id ?? 0) + 1;
}

describe('a webhook', () => {
  let hook: Server;
  const received: { secret: unknown; body: Record<string, unknown> }[] = [];

  beforeEach(async () => {
    received.length = 0;
    hook = createServer((request, response) => {
      void readAll(request).then((body) => {
        received.push({ secret: request.headers['x-telegram-bot-api-secret-token'], body });
        response.writeHead(200, { 'Content-Type': 'application/json' });
        response.end(JSON.stringify({ method: 'sendMessage', chat_id: telegram.person('ann').id, text: 'pong' }));
      });
    });
    await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
  });

  afterEach(() => {
    hook.closeAllConnections();
    hook.close();
  });

  it('gets the update with the secret, may answer with a call, and hears it once more when it is delivered again', async () => {
    const bot = telegram.addBot({ username: 'tower_bot' });
    const ann = telegram.person('ann', { languageCode: 'en' });
    const url = `http://127.0.0.1:${String((hook.address() as AddressInfo).port)}/hook`;
    await clientOf(bot.token).setWebhook(url, { secret_token: 'hush' });

    const { messageId } = await ann.send(bot, '/start abc');
    await ann.expectMessage(bot, 'pong');
    await telegram.idle();
    expect(received).toEqual([
      {
        secret: 'hush',
        body: {
          update_id: expect.any(Number) as number,
          message: expect.objectContaining({
            message_id: messageId,
            text: '/start abc',
            entities: [{ type: 'bot_command', offset: 0, length: 6 }],
            from: { id: ann.id, is_bot: false, first_name: 'Ann', language_code: 'en' },
            chat: { id: ann.id, type: 'private', first_name: 'Ann' },
          }) as object,
        },
      },
    ]);
    const updateId = received[0]?.body.update_id as number;
    await telegram.redeliver(bot, updateId);
    expect(received).toHaveLength(2);
    expect(received[1]).toEqual(received[0]);
    expect(telegram.deliveries.map(({ updateId: id, status }) => [id, status])).toEqual([
      [updateId, 200],
      [updateId, 200],
    ]);
    expect(telegram.problems).toEqual([]);
  });
});

async function readAll(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
}
