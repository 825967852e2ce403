import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A Redis of one test, empty and forgetful. */
export interface TestRedis {
  readonly url: string;
  /** Ends it in order. */
  stop(): Promise<void>;
  /** Ends it as a crash does; everything in it is lost. */
  kill(): Promise<void>;
}

/** Whether suites that need Redis can run here; `npm test` finds out and says how to get it. */
export const redisAvailable = process.env.CHAPPE_TEST_REDIS === 'on';

/** Starts `redis-server` on a free port, or on the given one to come back after a crash. */
export async function startTestRedis(port?: number): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'chappe-redis-'));
  const at = port ?? (await freePort());
  const args = ['--port', String(at), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'];
  const child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null && child.kill(signal)) await once(child, 'exit');
    await rm(folder, { recursive: true, force: true });
  };
  await ready(child).catch(async (error: unknown) => {
    await end('SIGKILL');
    throw error;
  });
  return { url: `redis://127.0.0.1:${String(at)}`, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') };
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Ready to accept connections')) resolve();
    });
    child.stderr?.resume();
    child.once('error', (error) => {
      reject(new Error('redis-server does not run; is it installed?', { cause: error }));
    });
    child.once('exit', () => {
      reject(new Error(`redis-server ended before it was ready:\n${output}`));
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
