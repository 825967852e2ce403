import type { EmulatedBot } from '../profiles';
import { TelegramEmulator } from '../telegram-emulator';
import type { Person } from '../person';
import { ManualClock } from '../world/clock';
import type { FaultKind } from './faults';

let telegram: TelegramEmulator;
let bot: EmulatedBot;
let ann: Person;

beforeEach(async () => {
  telegram = await TelegramEmulator.start();
  bot = telegram.addBot({ username: 'tower_bot' });
  ann = telegram.person('ann');
  await ann.send(bot, '/start');
});

afterEach(async () => {
  await telegram.close();
});

function send(text: string, signal?: AbortSignal): Promise<Response> {
  const query = new URLSearchParams({ chat_id: String(ann.id), text });
  return fetch(`${telegram.apiRoot}/bot${bot.token}/sendMessage?${query.toString()}`, { signal });
}

const arrived = (): string[] =>
  ann
    .messages(bot)
    .filter(({ from }) => from === 'bot')
    .map(({ text }) => text);

it.each<[string, FaultKind, number, unknown]>([
  [
    'an error',
    { error: [400, 'Bad Request: CHAT_RESTRICTED'] },
    400,
    { ok: false, error_code: 400, description: 'Bad Request: CHAT_RESTRICTED' },
  ],
  [
    'an error with parameters',
    { error: [400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: -1001 }] },
    400,
    expect.objectContaining({ parameters: { migrate_to_chat_id: -1001 } }),
  ],
  [
    'a flood',
    { floodWait: 35 },
    429,
    { ok: false, error_code: 429, description: 'Too Many Requests: retry after 35', parameters: { retry_after: 35 } },
  ],
])('answers with %s and does nothing', async (_, fault, status, answer) => {
  telegram.fault({ do: fault });
  const response = await send('hi');
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual(answer);
  expect(response.headers.get('retry-after')).toBe(status === 429 ? '35' : null);
  expect(arrived()).toEqual([]);
  expect(telegram.callsOf('sendMessage')[0]).toMatchObject({ status, faulted: Object.keys(fault)[0] });
});

it('answers as a proxy with a page', async () => {
  telegram.fault({ do: { http: [502, '<html>Bad Gateway</html>'] } });
  const response = await send('hi');
  expect([response.status, await response.text()]).toEqual([502, '<html>Bad Gateway</html>']);
  expect(arrived()).toEqual([]);
});

it.each<[FaultKind & string, string[]]>([
  ['dropBefore', []],
  ['reset', []],
  ['dropAfter', ['hi']],
])('%s closes the connection, and what happened is %j', async (fault, expected) => {
  telegram.fault({ do: fault });
  await expect(send('hi')).rejects.toThrow();
  expect(arrived()).toEqual(expected);
  expect(telegram.callsOf('sendMessage')[0]).toMatchObject({ faulted: fault, status: expected.length > 0 ? 200 : null });
});

it('truncates the answer to something that was done', async () => {
  telegram.fault({ do: 'truncate' });
  const text = await (await send('hi')).text();
  expect(text).toMatch(/^\{"ok":true/);
  expect(() => JSON.parse(text) as unknown).toThrow();
  expect(arrived()).toEqual(['hi']);
});

it('stays silent until the caller gives up', async () => {
  telegram.fault({ do: 'silent' });
  const patience = new AbortController();
  const answer = send('hi', patience.signal);
  telegram.onCall(() => {
    patience.abort();
  });
  await expect(answer).rejects.toThrow('aborted');
  expect(arrived()).toEqual([]);
});

it('breaks off an answer after so many bytes', async () => {
  telegram.fault({ do: { truncate: 10 } });
  await expect(send('hi').then((response) => response.text())).rejects.toThrow();
  expect(arrived()).toEqual(['hi']);
});

it('spreads the bytes of an answer over a while', async () => {
  telegram.fault({ do: { slowBody: 16 } });
  expect(await (await send('hi')).json()).toMatchObject({ ok: true });
});

it('lasts as long as was said', async () => {
  const clock = new ManualClock();
  const box = await TelegramEmulator.start({ clock });
  const { token } = box.addBot({ username: 'tower_bot' });
  box.fault({ do: { floodWait: 10 }, forMs: 10_000 });
  const ask = async (): Promise<number> => (await fetch(`${box.apiRoot}/bot${token}/getMe`)).status;
  const statuses = [await ask(), await ask()];
  clock.advance(10_000);
  statuses.push(await ask());
  expect(statuses).toEqual([429, 429, 200]);
  await box.close();
});

it('delays an answer', async () => {
  telegram.fault({ do: { delayMs: 1 } });
  expect((await send('hi')).status).toBe(200);
  expect(telegram.callsOf('sendMessage')[0]).toMatchObject({ faulted: 'delayMs', status: 200 });
});

it('strikes only what it was set on, so many times, after so many calls', async () => {
  const fault = telegram.fault({
    on: { method: 'SENDMESSAGE', chatId: ann.id, botId: bot.id },
    do: { error: [500, 'x'] },
    times: 1,
    after: 1,
  });
  telegram.fault({ on: { chatId: 5 }, do: { error: [500, 'y'] } });
  const statuses: number[] = [];
  for (const text of ['one', 'two', 'three']) statuses.push((await send(text)).status);
  expect(statuses).toEqual([200, 500, 200]);
  expect(fault.hits).toBe(1);
});

it('strikes with its probability, the same way for the same seed', async () => {
  telegram.fault({ do: { error: [500, 'x'] }, probability: 0.5 });
  const statuses: number[] = [];
  for (let i = 0; i < 40; i += 1) statuses.push((await send('hi')).status);
  const struck = statuses.filter((status) => status === 500).length;
  expect(struck).toBeGreaterThan(8);
  expect(struck).toBeLessThan(32);
});

it('stops when it is cleared', async () => {
  const fault = telegram.fault({ do: 'dropBefore' });
  fault.clear();
  expect((await send('hi')).status).toBe(200);
});

it('tells a listener when a call was read and when its answer was written', async () => {
  const stages: string[] = [];
  const stop = telegram.onCall((entry, stage) => stages.push(`${entry.method} ${stage} ${String(entry.status ?? '-')}`));
  await send('hi');
  stop();
  await send('hi');
  expect(stages).toEqual(['sendMessage received -', 'sendMessage answered 200']);
});
