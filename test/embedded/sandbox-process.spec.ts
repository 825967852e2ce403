import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SandboxProcess } from '../../apps/standalone/src/embedded/sandbox-process';
import { eventually } from './database-folder';

/** A child that behaves as the sandbox does: listens, says that it is ready, and writes down who it is. */
const SCRIPT = `
const { createServer } = require('node:http');
const { appendFileSync } = require('node:fs');
const port = Number(process.env.SANDBOX_PORT);
appendFileSync(process.env.SANDBOX_STATE, process.pid + ' ' + (process.env.JWT_SECRET ?? 'no secret') + '\\n');
createServer((_, answer) => answer.end('sandbox')).listen(port, '127.0.0.1', () => {
  process.send({ ready: true, port, apiRoot: 'http://127.0.0.1:' + port, botToken: '1:token' });
});
`;

let folder: string;
let port: number;
const running: SandboxProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chappe-sandbox-'));
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  await new Promise((resolve) => server.close(resolve));
});

afterEach(async () => {
  for (const sandbox of running.splice(0)) await sandbox.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(source: string): ReturnType<typeof SandboxProcess.start> {
  await writeFile(join(folder, 'main.js'), source);
  const started = await SandboxProcess.start({ script: join(folder, 'main.js'), port, state: join(folder, 'state') });
  running.push(started.sandbox);
  return started;
}

async function lives(): Promise<string[]> {
  return (await readFile(join(folder, 'state'), 'utf8')).trim().split('\n');
}

const page = async (): Promise<string> => (await fetch(`http://127.0.0.1:${String(port)}`)).text();

it('waits until the sandbox is ready, gives it its port and no secret, and stops it', async () => {
  process.env.JWT_SECRET = 'ours';
  const { sandbox, ready } = await start(SCRIPT);
  delete process.env.JWT_SECRET;
  expect(ready).toMatchObject({ port, apiRoot: `http://127.0.0.1:${String(port)}`, botToken: '1:token' });
  expect(await page()).toBe('sandbox');
  expect((await lives())[0]).toMatch(/^\d+ no secret$/);
  await sandbox.stop();
  await expect(page()).rejects.toThrow('fetch failed');
});

it('comes back on the same port when it dies, and not when it was stopped', async () => {
  const { sandbox } = await start(SCRIPT);
  process.kill(Number((await lives())[0]?.split(' ')[0]), 'SIGKILL');
  await eventually(async () => {
    expect(await lives()).toHaveLength(2);
    expect(await page()).toBe('sandbox');
  });
  await sandbox.stop();
  await expect(page()).rejects.toThrow('fetch failed');
  expect(await lives()).toHaveLength(2);
});

it('says what the sandbox wrote when it ends before it is ready', async () => {
  await expect(start(`console.error('no such world'); process.exitCode = 3;`)).rejects.toThrow(
    /ended before it was ready \(exit code 3\)[^]*\| no such world[^]*SANDBOX_PORT/,
  );
});

it('says how to build it when it is not there', async () => {
  const absent = SandboxProcess.start({ script: join(folder, 'absent.js'), port, state: join(folder, 'state') });
  await expect(absent).rejects.toThrow(/not built[^]*npm run build/);
});
