import { transformFileSync, type Options } from '@swc/core';
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Readable, type Writable } from 'node:stream';

const ROOT = join(__dirname, '..', '..');
const OUT = join(ROOT, '.cache', `embedded-test-${String(process.pid)}`);
const SOURCES = ['apps/standalone/src/embedded', 'test/embedded'];
const SWC: Options = { swcrc: false, jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } };

/** Compiles what other processes run, from the sources as they are: a test must not judge a build of yesterday. */
export function compileDatabaseUser(): void {
  for (const folder of SOURCES) {
    for (const file of readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))) {
      const to = join(OUT, folder, file.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(to), { recursive: true });
      writeFileSync(to, transformFileSync(join(ROOT, folder, file), SWC).code);
    }
  }
}

/** Removes what was compiled. */
export function removeDatabaseUser(): void {
  rmSync(OUT, { recursive: true, force: true });
}

/** Another process that uses the embedded database of a folder. */
export class OtherProcess {
  private constructor(
    private readonly child: ChildProcessByStdio<Writable, Readable, Readable>,
    readonly url: string,
    readonly notes: string[],
  ) {}

  /** @throws Error with what the process wrote when it could not start the database. */
  static async start(directory: string, user: { uid?: number; gid?: number } = {}): Promise<OtherProcess> {
    const script = join(OUT, 'test', 'embedded', 'database-user.js');
    const child = spawn(process.execPath, [script, directory], { ...user, cwd: '/', stdio: ['pipe', 'pipe', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const line = await new Promise<string>((resolve, reject) => {
      child.stdout.once('data', (chunk: Buffer) => {
        resolve(chunk.toString());
      });
      child.once('close', () => {
        reject(new Error(errors));
      });
    });
    const { url, notes } = JSON.parse(line) as { url: string; notes: string[] };
    return new OtherProcess(child, url, notes);
  }

  /** It releases the database and ends. */
  async release(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.stdin.end();
    await ended;
  }

  /** It dies without a chance to release anything. */
  async kill(): Promise<void> {
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }
}
