import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Telegram } from 'telegraf';

import { startSandbox, type Sandbox } from './sandbox';

let folder: string;
let sandbox: Sandbox;

const options = (): Parameters<typeof startSandbox>[0] => ({
  port: 0,
  host: '127.0.0.1',
  stateFile: join(folder, 'world.json'),
  botUsername: 'chappe_sandbox_bot',
  limits: 'off',
});

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  sandbox = await startSandbox(options());
});

afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

async function api(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }> {
  const init = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
  const response = await fetch(`${sandbox.telegram.apiRoot}${path}`, { method, ...init });
  return { status: response.status, body: await response.json() };
}

const bot = (): Telegram => new Telegram(sandbox.bot.token, { apiRoot: sandbox.telegram.apiRoot });

it('begins with a bot and two people, and never shows the token', async () => {
  const world = await api('GET', '/api/world');
  expect(world).toMatchObject({
    status: 200,
    body: {
      bots: [{ username: 'chappe_sandbox_bot', name: 'Chappe' }],
      people: [
        { key: 'ann', name: 'Ann', username: 'ann_sandbox', languageCode: 'en' },
        { key: 'boris', name: 'Борис', languageCode: 'ru' },
      ],
    },
  });
  expect(JSON.stringify(world)).not.toContain(sandbox.bot.token.split(':')[1]);
});

it('lets one write as a person, read the answer and press its button', async () => {
  expect(await api('POST', '/api/people/ann/messages', { text: '/start' })).toMatchObject({
    status: 201,
    body: { text: '/start' },
  });
  const { id } = sandbox.telegram.person('ann');
  const reply_markup = { inline_keyboard: [[{ text: 'Undo', callback_data: 'undo' }]] };
  const { message_id: messageId } = await bot().sendMessage(id, '<b>Hello</b>', { parse_mode: 'HTML', reply_markup });
  expect(await api('GET', '/api/people/ann/messages')).toMatchObject({
    status: 200,
    body: {
      blocked: false,
      messages: [{ text: '/start' }, { text: 'Hello', entities: [{ type: 'bold', offset: 0, length: 5 }] }],
    },
  });
  const pressed = await api('POST', '/api/people/ann/press', { messageId, button: 'Undo' });
  expect(pressed.status).toBe(202);
  const { queryId } = pressed.body as { queryId: string };
  await bot().answerCbQuery(queryId, 'Done');
  expect(await sandbox.telegram.person('ann').expectAnswer(sandbox.bot, queryId)).toEqual({ text: 'Done' });
});

it('tells open pages what changed, a moment of changes at once', async () => {
  const heard = await hear(async () => {
    await api('POST', '/api/people', { key: 'carl', firstName: 'Carl' });
    await Promise.all(Array.from({ length: 50 }, () => api('POST', '/api/people/carl/messages', { text: 'hi' })));
  }, /private:\d+:\d+/);
  expect(heard).toMatch(/"type":"changed","topics":\[[^\]]*"world"/);
  expect(heard.match(/data:/g)?.length).toBeLessThan(40);
});

it('tells open pages what a bot is doing', async () => {
  await api('POST', '/api/people/ann/messages', { text: '/start' });
  const { id } = sandbox.telegram.person('ann');
  const heard = await hear(() => bot().sendChatAction(id, 'typing'), /"type":"action"/);
  expect(heard).toContain(`"topic":"private:${String(sandbox.bot.id)}:${String(id)}"`);
  expect(heard).toContain('"action":"typing"');
});

/** What an open page hears while something is done, up to what it waits for. */
async function hear(doing: () => Promise<unknown>, end: RegExp): Promise<string> {
  const leave = new AbortController();
  const { body } = await fetch(`${sandbox.telegram.apiRoot}/api/events`, { signal: leave.signal });
  if (!body) throw new Error('There is no stream');
  await doing();
  let heard = '';
  for await (const chunk of body) {
    heard += Buffer.from(chunk as Uint8Array).toString('utf8');
    if (end.test(heard)) break;
  }
  leave.abort();
  return heard;
}

it('blocks and unblocks', async () => {
  await api('POST', '/api/people/ann/messages', { text: '/start' });
  expect(await api('POST', '/api/people/ann/block', { blocked: true })).toEqual({ status: 200, body: { blocked: true } });
  await expect(bot().sendMessage(sandbox.telegram.person('ann').id, 'hi')).rejects.toThrow('bot was blocked by the user');
  expect((await api('POST', '/api/people/ann/messages', { text: 'hi' })).status).toBe(409);
  await api('POST', '/api/people/ann/block', { blocked: false });
  await expect(bot().sendMessage(sandbox.telegram.person('ann').id, 'hi')).resolves.toMatchObject({ text: 'hi' });
});

it.each([
  ['POST', '/api/people/nobody/messages', { text: 'hi' }, 404],
  ['POST', '/api/people/ann/messages', {}, 400],
  ['POST', '/api/people/ann/messages', { text: '   ' }, 409],
  ['POST', '/api/people/ann/press', { messageId: 1, button: 'Undo' }, 409],
  ['POST', '/api/people/ann/block', { blocked: 'yes' }, 400],
  ['POST', '/api/people', { key: 'ann', firstName: 'Ann' }, 409],
  ['POST', '/api/people', { key: 'ann2', firstName: 'Ann', username: 'Ann_Sandbox' }, 409],
  ['POST', '/api/people', { key: 'a b', firstName: 'Ann' }, 400],
  ['POST', '/api/people', { key: 'ann3', firstName: '', username: 'x' }, 400],
  ['DELETE', '/api/people', {}, 405],
  ['GET', '/api/nothing', undefined, 404],
])('refuses %s %s %j with words and %i', async (method, path, body, status) => {
  expect(await api(method, path, body)).toEqual({ status, body: { error: expect.stringMatching(/\w/) as string } });
});

it('takes nothing from a foreign page', async () => {
  const url = `${sandbox.telegram.apiRoot}/api/people/ann/messages`;
  expect((await fetch(url, { method: 'POST', body: '{"text":"hi"}' })).status).toBe(415);
});

it('goes on where it was after a restart, with the same bot', async () => {
  await api('POST', '/api/people/boris/messages', { text: 'Привет' });
  const { token } = sandbox.bot;
  await sandbox.close();
  sandbox = await startSandbox(options());
  expect(sandbox.bot.token).toBe(token);
  expect(await api('GET', '/api/people/boris/messages')).toMatchObject({ body: { messages: [{ text: 'Привет' }] } });
});

it('takes the next port when its own is taken', async () => {
  const other = await startSandbox({ ...options(), port: sandbox.telegram.port, stateFile: join(folder, 'other.json') });
  expect(other.telegram.port).toBeGreaterThan(sandbox.telegram.port);
  await other.close();
});
