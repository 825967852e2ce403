import { fork, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { LaunchError, textOf } from './launch-error';

/** What is needed to run the sandbox. */
export interface SandboxSettings {
  /** The compiled entry of apps/sandbox. */
  readonly script: string;
  readonly port: number;
  /** The file in which its world is kept. */
  readonly state: string;
}

/** What the sandbox says when it is ready. */
export interface SandboxReady {
  readonly port: number;
  readonly apiRoot: string;
  readonly botToken: string;
}

const READY_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 5_000;
const LONGEST_PAUSE_MS = 30_000;
const STEADY_AFTER_MS = 60_000;

/** The Telegram in a box, as a child process. When it dies, it comes back on the same port with the same world. */
export class SandboxProcess {
  private child: ChildProcess | null = null;
  private readonly stopping = new AbortController();
  private deaths = 0;

  private constructor(private readonly settings: SandboxSettings) {}

  /**
   * Starts the sandbox and waits until it is ready, 30 seconds at most.
   *
   * @throws LaunchError with what the sandbox wrote.
   */
  static async start(settings: SandboxSettings): Promise<{ sandbox: SandboxProcess; ready: SandboxReady }> {
    if (!existsSync(settings.script)) {
      throw new LaunchError(
        `The sandbox is not built: ${settings.script}`,
        'Run `npm run build`, or set BOT_TOKEN to use a bot of your own.',
      );
    }
    const sandbox = new SandboxProcess(settings);
    try {
      return { sandbox, ready: await sandbox.launch() };
    } catch (error) {
      await sandbox.stop();
      throw error;
    }
  }

  /** Ends the sandbox; its world is kept. One that does not end within five seconds is killed. */
  async stop(): Promise<void> {
    this.stopping.abort();
    const child = this.child;
    if (!child || !isAlive(child)) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    await ended;
    clearTimeout(timer);
  }

  private async launch(): Promise<SandboxReady> {
    const { script, port, state } = this.settings;
    const child = fork(script, [], {
      env: { ...inherited(), SANDBOX_PORT: String(port), SANDBOX_STATE: state },
      execArgv: ['--enable-source-maps'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.child = child;
    const startedAt = Date.now();
    child.stderr?.pipe(process.stderr, { end: false });
    const ready = await readiness(child, port);
    child.once('exit', () => {
      this.deaths = Date.now() - startedAt > STEADY_AFTER_MS ? 1 : this.deaths + 1;
      void this.comeBack();
    });
    return ready;
  }

  private async comeBack(): Promise<void> {
    const { signal } = this.stopping;
    try {
      await pause(Math.min(250 * 2 ** this.deaths, LONGEST_PAUSE_MS), undefined, { signal });
      await this.launch();
    } catch (error) {
      if (signal.aborted) return;
      this.deaths += 1;
      process.emitWarning(textOf(error));
      await this.comeBack();
    }
  }
}

function readiness(child: ChildProcess, port: number): Promise<SandboxReady> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (what: string): void => {
      clearTimeout(timer);
      child.kill('SIGKILL');
      reject(
        new LaunchError(`The sandbox ${what}.`, `If port ${String(port)} is taken, set SANDBOX_PORT or PORT to another.`, output),
      );
    };
    const timer = setTimeout(() => {
      fail(`did not become ready within ${String(READY_LIMIT_MS / 1_000)} seconds`);
    }, READY_LIMIT_MS);
    child.stderr?.on('data', (chunk: Buffer) => (output = (output + chunk.toString()).slice(-4_000)));
    child.once('error', (error) => {
      fail(`could not be started: ${error.message}`);
    });
    child.once('exit', (code, signal) => {
      fail(`ended before it was ready (${signal ?? `exit code ${String(code)}`})`);
    });
    child.on('message', (message) => {
      if (!isReady(message)) return;
      clearTimeout(timer);
      resolve(message);
    });
  });
}

function isReady(message: unknown): message is SandboxReady {
  if (typeof message !== 'object' || message === null) return false;
  const { ready, port, apiRoot, botToken } = message as Record<string, unknown>;
  return ready === true && typeof port === 'number' && typeof apiRoot === 'string' && typeof botToken === 'string';
}

/** A Telegram knows none of our secrets, so neither does this one; it gets its own settings and what every program needs. */
function inherited(): NodeJS.ProcessEnv {
  const needed = ['PATH', 'HOME', 'TZ', 'NODE_ENV', 'LOG_LEVEL', 'SystemRoot', 'TEMP'];
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('SANDBOX_') || needed.includes(name)));
}

function isAlive(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}
