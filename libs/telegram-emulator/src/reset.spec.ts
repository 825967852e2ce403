import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { TelegramEmulator } from './telegram-emulator';
import { BotClient } from './testing/bot-client';

let folder: string;
let telegram: TelegramEmulator;
let bot: BotClient;

const stateFile = (): string => join(folder, 'world.json');

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'emulator-reset-'));
  telegram = await TelegramEmulator.start({ insecureWebhook: true, stateFile: stateFile() });
  bot = new BotClient(telegram, telegram.addBot({ username: 'tower_bot', name: 'Tower' }));
});

afterEach(async () => {
  await telegram.close();
  rmSync(folder, { recursive: true });
});

it('leaves nobody and nothing but the bots with their tokens, commands and webhooks', async () => {
  const ann = telegram.person('ann');
  telegram.group('House', { owner: ann, members: [bot] });
  await ann.sendFile(bot, { kind: 'document', name: 'a.txt', bytes: Buffer.from('a') });
  await bot.result('setMyCommands', { commands: [{ command: 'help', description: 'Help' }] });
  await bot.result('setWebhook', { url: 'http://127.0.0.1:1/hook' });
  const [before] = telegram.bots();
  telegram.fault({ do: 'dropAfter' });
  telegram.reset();
  expect([telegram.people(), telegram.chats(), telegram.calls, telegram.deliveries, telegram.problems]).toEqual([
    [],
    [],
    [],
    [],
    [],
  ]);
  expect(telegram.bots()).toEqual([before]);
  expect(readdirSync(folder)).not.toContain('world.json.files');
  expect(await bot.result('getWebhookInfo')).toMatchObject({ url: 'http://127.0.0.1:1/hook', pending_update_count: 0 });
  expect(telegram.person('boris').commandsOf(bot)).toEqual([{ command: 'help', description: 'Help' }]);
});

it('gives no number a second time', async () => {
  const before = await telegram.person('ann').send(bot, 'hi');
  telegram.reset();
  const ann = telegram.person('ann');
  const after = await ann.send(bot, 'hi again');
  expect(after.messageId).toBeGreaterThan(before.messageId);
  expect(ann.messages(bot)).toHaveLength(1);
  expect(await bot.texts()).toEqual(['hi again']);
});

it('is kept by the state file', async () => {
  telegram.person('ann');
  telegram.reset();
  await telegram.close();
  telegram = await TelegramEmulator.start({ stateFile: stateFile() });
  expect([telegram.people(), telegram.bots().map(({ username }) => username)]).toEqual([[], ['tower_bot']]);
});
