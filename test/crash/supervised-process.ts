import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 50;
const PAUSE_AFTER_FAILED_START_MS = 250;

export interface ProcessDescription {
  readonly name: string;
  readonly script: string;
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Where it writes, run after run. */
  readonly logFile: string;
}

/** One of our programs, started again whenever it ends, and how often it ended in which way. */
export class SupervisedProcess {
  /** Ended by `kill`. */
  killed = 0;
  /** Ended by itself before it was ready: the database was away, for example. */
  failedStarts = 0;
  /** Ended by itself although it had been ready. Nothing that happens here is a reason to. */
  readonly fallen: string[] = [];
  private child: ChildProcess | null = null;
  private readySince: number | null = null;
  private stopped = false;

  constructor(private readonly description: ProcessDescription) {}

  get name(): string {
    return this.description.name;
  }

  start(): void {
    const { script, environment, logFile, port } = this.description;
    const log = openSync(logFile, 'a');
    const env = { ...environment, PORT: String(port), PATH: process.env.PATH };
    const child = spawn(process.execPath, ['--enable-source-maps', script], { env, stdio: ['ignore', log, log] });
    closeSync(log);
    this.child = child;
    this.readySince = null;
    child.once('exit', (code, signal) => void this.ended(child, `${String(code)} ${String(signal)}`));
    void this.watch(child);
  }

  isReadyFor(ms: number): boolean {
    return this.readySince !== null && performance.now() - this.readySince >= ms;
  }

  /** Ends it as a crash does. False when there is nothing to end. */
  kill(): boolean {
    const { child } = this;
    this.child = null;
    this.readySince = null;
    return child?.kill('SIGKILL') ?? false;
  }

  /** Ends it for good. */
  async stop(): Promise<void> {
    this.stopped = true;
    const { child } = this;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  private async ended(child: ChildProcess, how: string): Promise<void> {
    const wasReady = this.readySince !== null;
    this.readySince = null;
    if (this.stopped) return;
    if (this.child !== child) this.killed++;
    else if (wasReady) this.fallen.push(`${this.name} ended by itself: ${how}`);
    else {
      this.failedStarts++;
      await pause(PAUSE_AFTER_FAILED_START_MS);
    }
    if (!this.isStopped()) this.start();
  }

  private async watch(child: ChildProcess): Promise<void> {
    while (this.child === child && !this.stopped) {
      if (await this.answersReady()) {
        if (this.child === child) this.readySince = performance.now();
        return;
      }
      await pause(LOOK_EVERY_MS);
    }
  }

  private async answersReady(): Promise<boolean> {
    try {
      const url = `http://127.0.0.1:${String(this.description.port)}/health/ready`;
      return (await fetch(url, { signal: AbortSignal.timeout(1_000) })).ok;
    } catch {
      return false;
    }
  }

  private isStopped(): boolean {
    return this.stopped;
  }
}
