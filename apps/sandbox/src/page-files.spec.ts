import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startSandbox, type Sandbox } from './sandbox';

let folder: string;
let sandbox: Sandbox;

/** A page as the build leaves it, with one module and one style. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-page-'));
  mkdirSync(join(folder, 'page', 'parts'), { recursive: true });
  writeFileSync(join(folder, 'page', 'main.js'), 'main');
  writeFileSync(join(folder, 'page', 'parts', 'icon.js'), 'icon');
  writeFileSync(join(folder, 'page', 'page.css'), 'style');
  writeFileSync(join(folder, 'secret.js'), 'secret');
});

afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

async function start(pageFolder: string): Promise<void> {
  sandbox = await startSandbox({
    port: 0,
    host: '127.0.0.1',
    stateFile: join(folder, 'world.json'),
    botUsername: 'chappe_sandbox_bot',
    limits: 'off',
    pageFolder,
  });
}

async function get(path: string): Promise<{ status: number; text: string; headers: Headers }> {
  const response = await fetch(`${sandbox.telegram.apiRoot}${path}`, { redirect: 'manual' });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

it('serves a page that runs only its own files', async () => {
  await start(join(folder, 'page'));
  const { headers, text } = await get('/');
  expect(headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; script-src 'self' 'sha256-[^']+'; style-src 'self'; connect-src 'self';/,
  );
  expect(text).toContain('Chappe sandbox');
  expect(text).not.toMatch(/\son\w+="|https?:/);
  expect(text).not.toContain(sandbox.bot.token);
});

it.each([
  ['/page/main', 'text/javascript', /^main$/],
  ['/page/parts/icon', 'text/javascript', /^icon$/],
  ['/page/page.css', 'text/css', /^style$/],
  ['/page/packages/preact.mjs', 'text/javascript', /export/],
  ['/page/packages/jsx-runtime.mjs', 'text/javascript', /from"preact"/],
])('serves %s', async (path, type, content) => {
  await start(join(folder, 'page'));
  const answer = await get(path);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
  expect(answer.text).toMatch(content);
});

it.each(['/page/absent', '/page/../secret', '/page/..%2fsecret', '/page/packages/absent.mjs', '/page/main.js.map'])(
  'knows no %s',
  async (path) => {
    await start(join(folder, 'page'));
    expect((await get(path)).status).toBe(404);
  },
);

it('says how to build the page when it is not built', async () => {
  await start(join(folder, 'nothing'));
  const { status, text } = await get('/');
  expect(status).toBe(503);
  expect(text).toContain('npm run build');
  expect((await get('/api/world')).status).toBe(200);
});

it.each([
  ['/t.me/chappe_sandbox_bot?start=abc', '/?bot=chappe_sandbox_bot&start=abc'],
  ['/t.me/Chappe_Sandbox_Bot', '/?bot=chappe_sandbox_bot'],
  ['/chappe_sandbox_bot?start=a-b_c', '/?bot=chappe_sandbox_bot&start=a-b_c'],
  ['/t.me/chappe_sandbox_bot?startgroup=abc', '/?bot=chappe_sandbox_bot&startgroup=abc'],
])('leads from %s to %s', async (path, target) => {
  await start(join(folder, 'page'));
  const { status, headers } = await get(path);
  expect([status, headers.get('location')]).toEqual([302, target]);
});

it('leads nowhere for a bot that is not there', async () => {
  await start(join(folder, 'page'));
  expect((await get('/t.me/other_bot?start=abc')).status).toBe(404);
  expect((await get('/chappe_sandbox_bot')).status).toBe(404);
});
