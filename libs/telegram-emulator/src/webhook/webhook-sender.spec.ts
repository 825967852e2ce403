import type { ServerResponse } from 'node:http';

import { TelegramEmulator } from '../telegram-emulator';
import type { Person } from '../person';
import { BotClient } from '../testing/bot-client';
import { eventually, Hook } from '../testing/hook';
import { ManualClock } from '../world/clock';

let clock: ManualClock;
let telegram: TelegramEmulator;
let hook: Hook;
let bot: BotClient;
let ann: Person;

beforeEach(async () => {
  clock = new ManualClock();
  telegram = await TelegramEmulator.start({ insecureWebhook: true, clock });
  hook = new Hook(clock);
  bot = new BotClient(telegram, telegram.addBot({ username: 'tower_bot' }));
  ann = telegram.person('ann');
  await bot.call('setWebhook', { url: await hook.listen() });
});

afterEach(async () => {
  hook.close();
  await telegram.close();
});

/** Moves the clock from appointment to appointment until so many updates have arrived. */
async function advanceUntilReceived(count: number): Promise<void> {
  while (hook.received.length < count) {
    await eventually(() => clock.untilNext() !== null || hook.received.length >= count);
    if (hook.received.length < count) clock.advance(clock.untilNext() ?? 0);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

it('tries again at once, then after 2, 4, 8 … seconds, and then every 60 to 120', async () => {
  hook.answer = (response) => response.writeHead(500).end();
  await ann.send(bot, 'hello');
  await advanceUntilReceived(10);
  expect(hook.times.slice(0, 8)).toEqual([0, 0, 2, 6, 14, 30, 62, 126]);
  const gaps = hook.times.map((time, i, all) => time - (all[i - 1] ?? 0));
  expect(gaps.slice(8).every((gap) => gap >= 60 && gap <= 120)).toBe(true);
  expect(new Set(hook.received.map(({ id }) => id)).size).toBe(1);
});

it('waits as long as the Retry-After of the answer says', async () => {
  hook.answer = (response, seen) => {
    if (seen === 1) response.writeHead(503, { 'Retry-After': '3' }).end();
    else response.end();
  };
  await ann.send(bot, 'hello');
  await advanceUntilReceived(2);
  expect(hook.times).toEqual([0, 3]);
});

it('holds back the rest of a chat while one update fails, but not other chats or presses', async () => {
  await ann.send(bot, '/start');
  await telegram.idle();
  await bot.call('sendMessage', {
    chat_id: ann.id,
    text: 'press',
    reply_markup: { inline_keyboard: [[{ text: 'Now', callback_data: 'x' }]] },
  });
  const boris = telegram.person('boris');
  let fails = true;
  hook.answer = (response, seen) => response.writeHead(fails && [2, 3].includes(seen) ? 500 : 200).end();
  await ann.send(bot, 'first');
  await eventually(() => hook.received.length === 3 && clock.untilNext() !== null);
  await ann.send(bot, 'second');
  await ann.press(bot, 'Now');
  await boris.send(bot, 'hello');
  await eventually(() => hook.received.length === 5);
  const firstId = hook.received[1]?.id ?? 0;
  expect(
    hook.received
      .slice(3)
      .map(({ id }) => id)
      .sort(),
  ).toEqual([firstId + 2, firstId + 3]);
  await eventually(() => telegram.pendingUpdates(bot) === 2);
  fails = false;
  clock.advance(2_000);
  await telegram.idle();
  expect(hook.received.slice(5).map(({ id }) => id)).toEqual([firstId, firstId + 1]);
});

it('drops a press that was not taken within 150 seconds', async () => {
  await ann.send(bot, '/start');
  await telegram.idle();
  await bot.call('sendMessage', {
    chat_id: ann.id,
    text: 'press',
    reply_markup: { inline_keyboard: [[{ text: 'Now', callback_data: 'x' }]] },
  });
  hook.answer = (response) => response.writeHead(500).end();
  await ann.press(bot, 'Now');
  await eventually(() => hook.received.length === 3);
  while (telegram.pendingUpdates(bot) > 0) {
    await eventually(() => clock.untilNext() !== null || telegram.pendingUpdates(bot) === 0);
    clock.advance(clock.untilNext() ?? 0);
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(hook.times.slice(1)).toEqual([0, 0, 2, 6, 14, 30, 62, 126]);
});

it('sends no more at once than max_connections says', async () => {
  clock.advance(1_000);
  const { url } = (await bot.call('getWebhookInfo')).result as { url: string };
  await bot.call('setWebhook', { url, max_connections: 2 });
  const open: ServerResponse[] = [];
  await ann.send(bot, 'a first success opens the way for more connections');
  await telegram.idle();
  hook.answer = (response) => open.push(response);
  for (const key of ['ann', 'boris', 'carl']) await telegram.person(key).send(bot, 'hello');
  await eventually(() => open.length === 2);
  open[0]?.end();
  await eventually(() => open.length === 3);
  expect(telegram.pendingUpdates(bot)).toBe(2);
});

it('remembers the last error in getWebhookInfo even when all is well again', async () => {
  hook.answer = (response, seen) => response.writeHead(seen === 1 ? 500 : 200).end();
  await ann.send(bot, 'hello');
  await telegram.idle();
  expect((await bot.call('getWebhookInfo')).result).toMatchObject({
    pending_update_count: 0,
    max_connections: 40,
    last_error_message: 'Wrong response from the webhook: 500 Internal Server Error',
    last_error_date: Math.floor(clock.now() / 1_000),
  });
});

it('opens a new connection only every 2 seconds while nobody listens', async () => {
  hook.close();
  await ann.send(bot, 'hello');
  await eventually(() => telegram.deliveries.length === 1 && clock.untilNext() !== null);
  expect(telegram.deliveries[0]).toMatchObject({ status: null, error: expect.stringContaining('ECONNREFUSED') as string });
  expect(clock.untilNext()).toBe(2_000);
  expect((await bot.call('getWebhookInfo')).result).toMatchObject({
    pending_update_count: 1,
    last_error_message: 'Connection refused',
  });
});

describe('setWebhook', () => {
  it('is allowed once a second', async () => {
    const { url } = (await bot.call('getWebhookInfo')).result as { url: string };
    expect(await bot.call('setWebhook', { url })).toMatchObject({ error_code: 429, parameters: { retry_after: 1 } });
    clock.advance(1_000);
    expect(await bot.call('setWebhook', { url })).toEqual({ ok: true, result: true, description: 'Webhook is already set' });
  });

  it('leaves no webhook behind when it is refused', async () => {
    clock.advance(1_000);
    const refused = await bot.call('setWebhook', { url: 'http://127.0.0.1:1/', secret_token: 'no spaces' });
    expect(refused.description).toBe('Bad Request: secret token contains unallowed characters');
    expect((await bot.call('getWebhookInfo')).result).toMatchObject({ url: '' });
  });

  it.each([
    ['http://example.com/', 'bad webhook: An HTTPS URL must be provided for webhook'],
    ['https://127.0.0.1:3000/', 'bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443'],
    ['https://127.0.0.1/', 'bad webhook: IP address 127.0.0.1 is reserved'],
    ['nonsense', 'invalid webhook URL specified'],
  ])('refuses %s as Telegram does when the harness did not ask for less', async (url, words) => {
    const strict = await TelegramEmulator.start();
    const { token } = strict.addBot({ username: 'tower_bot' });
    const response = await fetch(`${strict.apiRoot}/bot${token}/setWebhook?url=${encodeURIComponent(url)}`);
    expect(await response.json()).toEqual({ ok: false, error_code: 400, description: `Bad Request: ${words}` });
    await strict.close();
  });

  it('sends only the kinds of updates that were asked for', async () => {
    clock.advance(1_000);
    const { url } = (await bot.call('getWebhookInfo')).result as { url: string };
    await bot.call('setWebhook', { url, allowed_updates: ['my_chat_member', 'no_such_kind'] });
    await ann.send(bot, 'hello');
    ann.block(bot);
    await telegram.idle();
    expect(hook.received.map(({ kind }) => kind)).toEqual(['my_chat_member']);
    expect((await bot.call('getWebhookInfo')).result).toMatchObject({ allowed_updates: ['my_chat_member'] });
  });
});

it('lets a change of membership overtake the messages of its chat', async () => {
  const yard = telegram.supergroup('Yard', { owner: ann, members: [bot] });
  await telegram.idle();
  hook.received.length = 0;
  let fails = true;
  hook.answer = (response) => response.writeHead(fails ? 500 : 200).end();
  await ann.in(yard).rename('Garden');
  await eventually(() => hook.received.length === 2 && clock.untilNext() !== null);
  fails = false;
  await ann.in(yard).promote(bot);
  await eventually(() => hook.received.length === 3);
  clock.advance(2_000);
  await telegram.idle();
  expect(hook.received.map(({ kind }) => kind)).toEqual(['message', 'message', 'my_chat_member', 'message']);
});
