import type { EmulatedBot } from '../profiles';
import type { Person } from '../person';
import { TelegramEmulator } from '../telegram-emulator';
import { Hook } from '../testing/hook';
import { systemClock } from '../world/clock';
import type { WebhookAttack } from './webhook-attacks';

let telegram: TelegramEmulator;
let hook: Hook;
let bot: EmulatedBot;
let ann: Person;

beforeEach(async () => {
  telegram = await TelegramEmulator.start({ insecureWebhook: true });
  hook = new Hook(systemClock);
  bot = telegram.addBot({ username: 'tower_bot' });
  ann = telegram.person('ann');
  await setWebhook(await hook.listen());
});

afterEach(async () => {
  hook.close();
  await telegram.close();
});

async function setWebhook(url: string): Promise<void> {
  const query = new URLSearchParams({ url, secret_token: 'right' });
  const response = await fetch(`${telegram.apiRoot}/bot${bot.token}/setWebhook?${query.toString()}`);
  if (!response.ok) throw new Error(await response.text());
}

it('delivers an update once more whose answer was lost', async () => {
  const fault = telegram.fault({ on: { update: 'message' }, do: 'duplicateUpdate', times: 1 });
  await ann.send(bot, 'hello');
  await telegram.idle();
  const [first, second] = hook.received;
  expect([hook.received.length, second?.id, fault.hits]).toEqual([2, first?.id, 1]);
  expect(telegram.deliveries.map(({ status, faulted }) => [status, faulted])).toEqual([
    [200, 'duplicateUpdate'],
    [200, undefined],
  ]);
});

it('lets other queues overtake an update, but not the next of its own', async () => {
  await ann.send(bot, 'opens the way for more connections');
  await telegram.idle();
  telegram.fault({ on: { update: 'message' }, do: 'reorderAcrossQueues', times: 1 });
  const [first, second] = [await ann.send(bot, 'one'), await ann.send(bot, 'two')];
  ann.block(bot);
  await telegram.idle();
  expect(first.messageId).toBeLessThan(second.messageId);
  expect(hook.received.slice(1).map(({ kind }) => kind)).toEqual(['my_chat_member', 'message', 'message']);
  const [, , one, two] = hook.received;
  expect(one?.id).toBeLessThan(two?.id ?? 0);
});

it('spreads the bytes of an update over a while', async () => {
  telegram.fault({ on: { update: 'any', botId: bot.id }, do: { slowBody: 16 } });
  await ann.send(bot, 'hello');
  await telegram.idle();
  expect(hook.received.map(({ kind }) => kind)).toEqual(['message']);
});

describe('an attack', () => {
  beforeEach(async () => {
    await ann.send(bot, 'hello');
    await telegram.idle();
    hook.received.length = 0;
  });

  it.each<[WebhookAttack, { secret?: string; atLeast?: number; count?: number; words?: RegExp }]>([
    ['wrongSecret', { secret: 'somebody-else', words: /"hello"/ }],
    ['noSecret', { words: /"hello"/ }],
    ['oldUpdate', { secret: 'right', words: /"hello"/ }],
    ['unknownKind', { secret: 'right', words: /"telepathy"/ }],
    ['unknownFields', { secret: 'right', words: /"hello".*"mood"/ }],
    ['hugeBody', { secret: 'right', atLeast: 10_000_000 }],
    ['notJson', { secret: 'right', words: /^\{"update_id":$/ }],
    ['parallel', { secret: 'right', count: 100, words: /"hello"/ }],
  ])('%s reaches the webhook as it says', async (attack, { secret, atLeast = 1, count = 1, words = /./ }) => {
    expect(await telegram.attackWebhook(bot, attack)).toEqual(Array.from({ length: count }, () => 200));
    expect(hook.received).toHaveLength(count);
    const [{ headers, body }] = hook.received as [Hook['received'][number]];
    expect(headers['x-telegram-bot-api-secret-token']).toBe(secret);
    expect(body.length).toBeGreaterThanOrEqual(atLeast);
    expect(body.slice(0, 5_000)).toMatch(words);
  });
});
