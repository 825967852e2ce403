import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 50;
const LOOK_AGAIN_EVERY_MS = 400;
const LOOK_LIMIT_MS = 1_000;
const START_LIMIT_MS = 10_000;
/** A balancer that asks once a second knows on average after so long that a process is not ready any more. */
const NOTICED_AFTER_MS = 500;
const PAUSE_AFTER_FAILED_START_MS = 250;

export interface ProcessDescription {
  readonly name: string;
  readonly script: string;
  readonly port: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Where it writes, run after run. */
  readonly logFile: string;
  /** A process that was ready and does not answer /health/live for so long is killed, as any orchestrator does. */
  readonly silenceLimitMs?: number;
}

/** How a process went that was asked to. */
export interface Departure {
  readonly name: string;
  readonly code: number | null;
  readonly ms: number;
}

/** One of our programs, started again whenever it ends, and how often it ended in which way. */
export class SupervisedProcess {
  /** Ended by `kill`. */
  killed = 0;
  /** Killed because it did not answer any more. */
  silenced = 0;
  /** Ended by itself before it was ready: the database was away, for example. */
  failedStarts = 0;
  /** Ended by itself although it had been ready. Nothing that happens here is a reason to. */
  readonly fallen: string[] = [];
  private child: ChildProcess | null = null;
  private readySince: number | null = null;
  private readyUntil = Infinity;
  private aliveAt = 0;
  private frozen = false;
  private stopped = false;

  constructor(private readonly description: ProcessDescription) {}

  get name(): string {
    return this.description.name;
  }

  get port(): number {
    return this.description.port;
  }

  get isWorker(): boolean {
    return this.name.startsWith('worker');
  }

  start(): void {
    const { script, environment, logFile, port } = this.description;
    const log = openSync(logFile, 'a');
    const env = { ...environment, PORT: String(port), PATH: process.env.PATH };
    const child = spawn(process.execPath, ['--enable-source-maps', script], { env, stdio: ['ignore', log, log] });
    closeSync(log);
    this.child = child;
    this.readySince = null;
    this.readyUntil = Infinity;
    child.once('exit', (code, signal) => void this.ended(child, `${String(code)} ${String(signal)}`));
    void this.watch(child);
  }

  isReadyFor(ms: number): boolean {
    const now = performance.now();
    return !this.frozen && this.readySince !== null && now - this.readySince >= ms && now < this.readyUntil;
  }

  /** Ends it as a crash does. False when there is nothing to end, or it stands still. */
  kill(): boolean {
    if (this.frozen) return false;
    const { child } = this;
    this.child = null;
    this.readySince = null;
    return child?.kill('SIGKILL') ?? false;
  }

  /** Lets it stand still, as a machine does that is suspended. False when there is nothing to stop. */
  freeze(): boolean {
    if (this.frozen || this.readySince === null) return false;
    this.frozen = this.child?.kill('SIGSTOP') ?? false;
    return this.frozen;
  }

  thaw(): void {
    this.child?.kill('SIGCONT');
    this.frozen = false;
    this.aliveAt = performance.now();
  }

  /** Asks it to go, once, or once more after some time; resolves when it has gone. It is started again. */
  async depart(againAfterMs?: number): Promise<Departure> {
    const { child, name } = this;
    if (!child) throw new Error(`${name} does not run.`);
    this.child = null;
    const gone = once(child, 'exit');
    // The balancer hears of it as late as a real one does, while the process goes on answering.
    this.readyUntil = performance.now() + NOTICED_AFTER_MS;
    let askedAt = performance.now();
    child.kill('SIGTERM');
    if (againAfterMs !== undefined) {
      await pause(againAfterMs);
      askedAt = performance.now();
      child.kill('SIGTERM');
    }
    const [code] = (await gone) as [number | null];
    this.killed--; // it was asked
    return { name, code, ms: Math.round(performance.now() - askedAt) };
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

  /** Looks until it is ready, and from then on whether it lives. */
  private async watch(child: ChildProcess): Promise<void> {
    const { silenceLimitMs } = this.description;
    const isMeant = (): boolean => this.child === child && !this.isStopped();
    const startedAt = performance.now();
    while (isMeant() && this.readySince === null) {
      const isReady = await this.answers('ready');
      if (!isMeant()) return;
      if (isReady) this.readySince = performance.now();
      else if (performance.now() - startedAt > (silenceLimitMs ?? Infinity) + START_LIMIT_MS) this.silence();
      else await pause(LOOK_EVERY_MS);
    }
    this.aliveAt = performance.now();
    while (isMeant() && silenceLimitMs !== undefined) await this.watchLife(child, silenceLimitMs);
  }

  private async watchLife(child: ChildProcess, silenceLimitMs: number): Promise<void> {
    if (this.frozen || (await this.answers('live'))) this.aliveAt = performance.now();
    if (this.child === child && !this.frozen && performance.now() - this.aliveAt > silenceLimitMs) this.silence();
    await pause(LOOK_AGAIN_EVERY_MS);
  }

  private silence(): void {
    this.silenced++;
    this.kill();
  }

  private async answers(question: 'ready' | 'live'): Promise<boolean> {
    try {
      const url = `http://127.0.0.1:${String(this.port)}/health/${question}`;
      return (await fetch(url, { signal: AbortSignal.timeout(LOOK_LIMIT_MS) })).ok;
    } catch {
      return false;
    }
  }

  private isStopped(): boolean {
    return this.stopped;
  }
}
