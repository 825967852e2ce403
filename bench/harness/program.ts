import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Ends } from './ends';

const ROOT = join(__dirname, '..', '..');
const OUTPUT_KEPT = 4_000;

export interface ProgramSettings {
  readonly name: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Where it runs: it must not find a `.env` that is not meant for it. */
  readonly folder?: string;
}

const living = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

/** A process that a bench has started. It does not outlive the bench. */
export class Program {
  private output = '';
  private stopped = false;
  /** Rejects when the process ends, with what it wrote. */
  private readonly end: Promise<never>;

  private constructor(
    readonly name: string,
    private readonly child: ChildProcess,
  ) {
    living.add(child);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.output = (this.output + chunk.toString()).slice(-OUTPUT_KEPT)));
    }
    this.end = new Promise<never>((_, reject) => {
      const fail = (how: string): void => {
        living.delete(child);
        reject(new Error(`${name} ended (${how})${this.output === '' ? '' : `; it wrote:\n${this.output}`}`));
      };
      child.once('error', (error) => {
        fail(error.message);
      });
      child.once('close', (code, signal) => {
        fail(signal ?? `exit code ${String(code)}`);
      });
    });
    this.end.catch(() => undefined);
  }

  /** Starts a compiled program. */
  static start(script: string, settings: ProgramSettings, ends: Ends): Program {
    return Program.launch(settings, ends, ['pipe', 'pipe'], [script]);
  }

  /** Starts `bench/programs/<name>.ts`, with a line for messages. */
  static startOwn(settings: ProgramSettings, ends: Ends): Program {
    const script = join(ROOT, 'bench', 'programs', `${settings.name}.ts`);
    return Program.launch(settings, ends, ['pipe', 'pipe', 'ipc'], [join(ROOT, 'scripts', 'bench.mjs'), '--program', script]);
  }

  private static launch(
    { name, environment = {}, folder = ROOT }: ProgramSettings,
    ends: Ends,
    lines: readonly ('pipe' | 'ipc')[],
    args: readonly string[],
  ): Program {
    const child = spawn(process.execPath, ['--enable-source-maps', ...args], {
      cwd: folder,
      env: { ...environment, PATH: process.env.PATH },
      stdio: ['ignore', ...lines],
    });
    const program = new Program(name, child);
    ends.add(() => program.stop());
    return program;
  }

  /** The result of the work. Rejects when the process ends before. */
  async while<T>(work: Promise<T>): Promise<T> {
    return await Promise.race([work, this.end]);
  }

  /** Calls back when the process has ended, with what it wrote. */
  onEnd(listener: (error: unknown) => void): void {
    this.end.catch(listener);
  }

  /** Its next message, which is the answer to ours, if there is one. */
  async answer<T>(message?: object): Promise<T> {
    const next = once(this.child, 'message') as Promise<[T]>;
    if (message) this.child.send(message);
    const [answer] = await this.while(next);
    return answer;
  }

  /** Whether it was ended on purpose. */
  get isStopped(): boolean {
    return this.stopped;
  }

  /** The memory that it holds (RSS). */
  get megabytes(): number {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(this.child.pid)], { encoding: 'utf8' })) / 1_024;
  }

  /** Ends it at once: a bench has nothing to keep. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.child.kill('SIGKILL');
    await this.end.catch(() => undefined);
  }
}
