import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { EmulatedBot } from './profiles';
import type { EmulatorOptions } from './emulator-options';
import { TelegramEmulator } from './telegram-emulator';
import { ManualClock } from './world/clock';

let telegram: TelegramEmulator;
let bot: EmulatedBot;

async function open(options: EmulatorOptions = {}): Promise<void> {
  telegram = await TelegramEmulator.start(options);
  bot = telegram.addBot({ username: 'tower_bot' });
}

afterEach(async () => {
  await telegram.close();
});

interface Answer {
  ok: boolean;
  description?: string;
  result: { update_id: number; message: { text: string } }[];
}

async function call(method: string, params: Record<string, unknown> = {}): Promise<Response> {
  return fetch(`${telegram.apiRoot}/bot${bot.token}/${method}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(params),
  });
}

async function poll(params: Record<string, unknown> = {}): Promise<Answer> {
  return (await (await call('getUpdates', params)).json()) as Answer;
}

/** Until the call has been read by the emulator. */
function received(method: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = telegram.onCall((entry, stage) => {
      if (entry.method !== method || stage !== 'received') return;
      stop();
      setImmediate(resolve);
    });
  });
}

describe('getUpdates', () => {
  it('gives what waits again and again until it is confirmed by the offset', async () => {
    await open();
    const ann = telegram.person('ann');
    for (const text of ['one', 'two', 'three']) await ann.send(bot, text);
    const all = (await poll()).result;
    expect(all.map(({ message }) => message.text)).toEqual(['one', 'two', 'three']);
    const [, second, third] = all.map(({ update_id }) => update_id);
    expect((await poll({ limit: 2 })).result).toEqual(all.slice(0, 2));
    expect((await poll({ offset: second })).result).toEqual(all.slice(1));
    expect((await poll({ offset: -1 })).result).toEqual(all.slice(2));
    expect((await poll({ offset: (third ?? 0) + 1 })).result).toEqual([]);
    expect(telegram.pendingUpdates(bot)).toBe(0);
  });

  it('waits for the next update, and answers with nothing when the time is over', async () => {
    const clock = new ManualClock();
    await open({ clock });
    const reading = received('getUpdates');
    const waiting = poll({ timeout: 30 });
    await reading;
    await telegram.person('ann').send(bot, 'here');
    const [update] = (await waiting).result;
    expect(update?.message.text).toBe('here');

    const readingAgain = received('getUpdates');
    const inVain = poll({ timeout: 30, offset: (update?.update_id ?? 0) + 1 });
    await readingAgain;
    clock.advance(30_000);
    expect((await inVain).result).toEqual([]);
  });

  it('answers 409 to the first of two questions, and to any while a webhook is set', async () => {
    await open({ insecureWebhook: true });
    const reading = received('getUpdates');
    const first = poll({ timeout: 30 });
    await reading;
    await poll();
    expect((await first).description).toMatch(/^Conflict: terminated by other getUpdates request/);
    await call('setWebhook', { url: 'http://127.0.0.1:9/' });
    expect((await poll()).description).toMatch(/^Conflict: can't use getUpdates method while webhook is active/);
  });
});

describe('strictness', () => {
  it('refuses what the documentation does not know, and notes it', async () => {
    await open();
    const answer = (await (await call('sendMessage', { chat_id: 1, text: 'hi', parsemode: 'HTML' })).json()) as Answer;
    expect(answer.description).toBe('EMULATOR-STRICT: sendMessage has no parameter parsemode');
    await call('sendMessage', { chat_id: 1, text: 5 });
    await call('sendGame', { chat_id: 1 });
    expect((await call('sendMesage')).status).toBe(404);
    expect(telegram.problems).toEqual([
      'sendMessage has no parameter parsemode',
      'the parameter text of sendMessage must be a string, not number',
      'sendGame is not implemented',
      'There is no method sendMesage',
    ]);
  });
});

describe("Telegram's limits", () => {
  it('slow a chat down after a burst of three, and refuse what would wait longer than 8 seconds', async () => {
    const clock = new ManualClock();
    await open({ limits: 'telegram', clock });
    const ann = telegram.person('ann');
    await ann.send(bot, '/start');
    const answers = Array.from({ length: 11 }, () => call('sendMessage', { chat_id: ann.id, text: 'hi' }));
    const last = await Promise.race([...answers, call('sendMessage', { chat_id: ann.id, text: 'hi' })].map(refusedOnly));
    expect(last.status).toBe(429);
    expect(last.headers.get('retry-after')).toBe('9');
    expect(await last.json()).toMatchObject({ description: 'Too Many Requests: retry after 9', parameters: { retry_after: 9 } });
    expect(ann.messages(bot).filter(({ from }) => from === 'bot')).toHaveLength(3);
    clock.advance(8_000);
    await Promise.all(answers.slice(0, 10));
    expect(ann.messages(bot).filter(({ from }) => from === 'bot')).toHaveLength(11);
  });
});

it('halved, refuse at once what comes earlier than half of the published pace allows', async () => {
  const clock = new ManualClock();
  await open({ limits: 'halved', clock });
  const ann = telegram.person('ann');
  await ann.send(bot, '/start');
  const statuses: number[] = [];
  for (let second = 0; second < 10; second += 1) {
    statuses.push((await call('sendMessage', { chat_id: ann.id, text: 'hi' })).status);
    clock.advance(1_000);
  }
  // Three at once, and one every two seconds.
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 200, 429, 200, 429]);
});

it('lets a bot write twenty times a minute in a group, and more often in a channel', async () => {
  const clock = new ManualClock();
  await open({ limits: 'telegram', clock });
  const ann = telegram.person('ann');
  const [group, channel] = [telegram.group('House', { owner: ann, members: [bot] }), telegram.channel('News', { owner: ann })];
  await ann.in(channel).add(bot);
  const sendAtLeisure = async (chatId: number, times: number): Promise<number[]> => {
    const statuses: number[] = [];
    for (let sent = 0; sent < times; sent += 1) {
      statuses.push((await call('sendMessage', { chat_id: chatId, text: 'hi' })).status);
      clock.advance(1_000);
    }
    return statuses;
  };
  expect(await sendAtLeisure(group.id, 20)).toEqual(Array<number>(20).fill(200));
  const refused = await call('sendMessage', { chat_id: group.id, text: 'hi' });
  expect(await refused.json()).toMatchObject({ error_code: 429, parameters: { retry_after: 40 } });
  clock.advance(40_000);
  expect(await sendAtLeisure(group.id, 1)).toEqual([200]);
  expect(await sendAtLeisure(channel.id, 25)).toEqual(Array<number>(25).fill(200));
});

/** Settles only for an answer that is a refusal. */
async function refusedOnly(answer: Promise<Response>): Promise<Response> {
  const response = await answer;
  return response.ok ? new Promise(() => undefined) : response;
}

describe('the state file', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'emulator-'));
  });

  afterEach(async () => {
    await telegram.close();
    rmSync(folder, { recursive: true });
  });

  it('holds the whole world: bots, chats, blocks, presses and what still waits', async () => {
    const stateFile = join(folder, 'deep', 'world.json');
    await open({ stateFile, seed: 7 });
    const ann = telegram.person('ann', { languageCode: 'en' });
    await ann.send(bot, 'hello');
    await call('sendMessage', {
      chat_id: ann.id,
      text: 'press',
      reply_markup: { inline_keyboard: [[{ text: 'Now', callback_data: 'x' }]] },
    });
    const queryId = await ann.press(bot, 'Now');
    telegram.person('boris').block(bot);
    const before = { bot, messages: ann.messages(bot), updates: (await poll()).result, calls: telegram.calls.length };
    await telegram.close();

    await open({ stateFile, seed: 8 });
    const again = telegram.person('ann');
    expect(bot).toEqual(before.bot);
    expect(again.id).toBe(ann.id);
    expect(again.messages(bot)).toEqual(before.messages);
    expect(telegram.person('boris').hasBlocked(bot)).toBe(true);
    expect((await poll()).result).toEqual(before.updates);
    await call('answerCallbackQuery', { callback_query_id: queryId, text: 'ok' });
    expect(await again.expectAnswer(bot, queryId)).toEqual({ text: 'ok' });
    const { messageId } = await again.send(bot, 'more');
    // Not the next one: a crash may have cost the file its last moments, and no id is given twice.
    expect(messageId).toBeGreaterThan((before.messages.at(-1)?.messageId ?? 0) + 1);
  });

  it('holds the chats that several share, with everybody in them', async () => {
    const stateFile = join(folder, 'world.json');
    await open({ stateFile });
    const [ann, boris] = [telegram.person('ann'), telegram.person('boris')];
    const forum = telegram.supergroup('Forum', { owner: ann, members: [boris, bot], forum: true });
    const topic = await ann.in(forum).createTopic('Plans');
    await boris.in(forum).send('here', { topic });
    await ann.in(forum).restrict(boris);
    const messages = forum.messages();
    await telegram.close();

    await open({ stateFile });
    const [again] = telegram.chats();
    if (!again) throw new Error('The chat is gone');
    expect({ id: again.id, topics: again.topics, messages: again.messages() }).toEqual({
      id: forum.id,
      topics: [topic],
      messages,
    });
    await expect(telegram.person('boris').in(again).send('hi')).rejects.toThrow('cannot write');
    const { messageId } = await telegram.person('ann').in(again).send('hi');
    expect(messageId).toBeGreaterThan((messages.at(-1)?.messageId ?? 0) + 1);
  });

  it('of the first version is read on, and one of an unknown version is refused rather than overwritten', async () => {
    const stateFile = join(folder, 'world.json');
    await open({ stateFile });
    await telegram.person('ann').send(bot, 'hello');
    await telegram.close();
    const first = JSON.parse(readFileSync(stateFile, 'utf8')) as Record<string, unknown>;
    delete first.sharedChats;
    writeFileSync(stateFile, JSON.stringify({ ...first, version: 1 }));
    await open({ stateFile });
    expect(telegram.person('ann').messages(bot)).toMatchObject([{ text: 'hello' }]);
    expect(telegram.chats()).toEqual([]);
    await telegram.close();
    writeFileSync(stateFile, JSON.stringify({ ...first, version: 4 }));
    await expect(TelegramEmulator.start({ stateFile })).rejects.toThrow('cannot be read');
  });

  it('makes the same world from the same seed', async () => {
    await open({ seed: 7 });
    const first = { bot, ids: ['ann', 'boris'].map((key) => telegram.person(key).id) };
    await telegram.close();
    await open({ seed: 7 });
    expect({ bot, ids: ['ann', 'boris'].map((key) => telegram.person(key).id) }).toEqual(first);
    expect(first.ids[0]).toBeGreaterThan(2 ** 31);
    expect(bot.token).toMatch(/^\d{10}:[\w-]{35}$/);
  });
});
