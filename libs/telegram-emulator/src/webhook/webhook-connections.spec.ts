import { TelegramEmulator } from '../telegram-emulator';
import { BotClient } from '../testing/bot-client';
import { eventually, Hook } from '../testing/hook';
import { ManualClock } from '../world/clock';

let clock: ManualClock;
let telegram: TelegramEmulator;
let hook: Hook;
let bot: BotClient;
let url: string;

beforeEach(async () => {
  clock = new ManualClock();
  telegram = await TelegramEmulator.start({ insecureWebhook: true, clock });
  hook = new Hook(clock);
  bot = new BotClient(telegram, telegram.addBot({ username: 'tower_bot' }));
  url = await hook.listen();
});

afterEach(async () => {
  hook.close();
  await telegram.close();
});

async function everybodyWrites(count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) await telegram.person(`person${String(i)}`).send(bot, 'hello');
}

it('opens one connection to a webhook that has not worked yet, and ten at once when it does', async () => {
  await bot.call('setWebhook', { url });
  const held: (() => void)[] = [];
  hook.answer = (response) => {
    held.push(() => response.end());
  };
  await everybodyWrites(20);
  await eventually(() => hook.received.length === 1);
  expect(hook.connections).toBe(1);
  held[0]?.();
  await eventually(() => hook.received.length === 12); // the first connection carries its second
  expect(hook.connections).toBe(11);
  clock.advance(500);
  await eventually(() => hook.connections === 19);
});

it('keeps connections from update to update', async () => {
  await bot.call('setWebhook', { url });
  for (const text of ['one', 'two', 'three']) {
    await telegram.person('ann').send(bot, text);
    await telegram.idle();
  }
  expect([hook.received.length, hook.connections]).toEqual([3, 1]);
});

it('considers no more than twice max_connections updates, so that so many which fail hold up all others', async () => {
  await bot.call('setWebhook', { url, max_connections: 1 });
  hook.answer = (response) => response.writeHead(500).end();
  await telegram.person('ann').send(bot, 'one');
  await telegram.person('boris').send(bot, 'two');
  await telegram.person('carl').send(bot, 'three');
  for (let i = 0; i < 6; i += 1) {
    await eventually(() => clock.untilNext() !== null);
    clock.advance(clock.untilNext() ?? 0);
  }
  await eventually(() => hook.received.length >= 6);
  expect(new Set(hook.received.map(({ id }) => id)).size).toBe(2);
});

it('takes a webhook away that says for 23 hours that it is gone', async () => {
  await bot.call('setWebhook', { url });
  hook.answer = (response) => response.writeHead(410).end();
  await telegram.person('ann').send(bot, 'hello');
  await eventually(() => hook.received.length === 2 && clock.untilNext() !== null);
  for (let hours = 0; hours < 23; hours += 1) {
    const seen = hook.received.length;
    clock.advance(3_600_000);
    await eventually(() => hook.received.length > seen && clock.untilNext() !== null);
    expect((await bot.call('getWebhookInfo')).result).toMatchObject({ url });
  }
  clock.advance(200_000);
  await eventually(() => telegram.callsOf('getWebhookInfo').length === 23 && clock.untilNext() === null);
  expect((await bot.call('getWebhookInfo')).result).toMatchObject({ url: '', pending_update_count: 1 });
});

it('shows a name and a password that stand in the address', async () => {
  await bot.call('setWebhook', { url: url.replace('://', '://ann:secret@'), secret_token: 'knock-knock' });
  await telegram.person('ann').send(bot, 'hello');
  await telegram.idle();
  expect(hook.received[0]?.headers).toMatchObject({
    authorization: `Basic ${Buffer.from('ann:secret').toString('base64')}`,
    'x-telegram-bot-api-secret-token': 'knock-knock',
    'content-type': 'application/json',
  });
});
