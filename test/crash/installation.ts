import { randomBytes } from 'node:crypto';
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { TelegramEmulator, type EmulatedBot } from '@app/telegram-emulator';
import { EmbeddedPostgres } from '../../apps/standalone/src/embedded/embedded-postgres';
import { freePort } from '../support/free-port';
import { Sql } from '../support/sql';
import { Relay } from './relay';
import { SupervisedProcess } from './supervised-process';

const APIS = 2;
const WORKERS = 2;

/** The text of a call, as it passes on the wire. */
const TEXT_ON_THE_WIRE = /"text":("(?:[^"\\]|\\.)*")/;

const run = promisify(execFile);

export interface InstallationPlan {
  /** Where the compiled programs are. */
  readonly dist: string;
  readonly logs: string;
  readonly seed: number;
  /** Settings that only the workers get. */
  readonly ofWorkers?: Readonly<Record<string, string>>;
}

/** What is taken down again, the newest first. */
type Ends = (() => Promise<unknown>)[];

interface Parts {
  readonly database: EmbeddedPostgres;
  readonly telegram: TelegramEmulator;
  readonly sql: Sql;
  readonly ends: Ends;
}

/**
 * A whole installation that may be broken: a PostgreSQL of its own, two API processes behind a balancer, two workers. The
 * emulator, the balancer and the lines to the emulator live in this process and are never killed.
 */
export class Installation {
  readonly database: EmbeddedPostgres;
  readonly telegram: TelegramEmulator;
  readonly bot: EmulatedBot;
  readonly sql: Sql;
  readonly processes: SupervisedProcess[] = [];
  /** Where the API answers, whichever process does. */
  root = '';
  private readonly callers = new Map<string, SupervisedProcess>();
  private readonly ends: Ends;

  private constructor({ database, telegram, sql, ends }: Parts) {
    this.database = database;
    this.telegram = telegram;
    this.bot = telegram.addBot({ username: 'house_bot' });
    this.sql = sql;
    this.ends = ends;
  }

  static async start(plan: InstallationPlan): Promise<Installation> {
    const ends: Ends = [];
    try {
      const installation = await Installation.prepare(plan, ends);
      await installation.startProcesses(plan);
      return installation;
    } catch (error) {
      for (const end of ends.toReversed()) await end();
      throw error;
    }
  }

  /** Which worker has made the call that carries this text; the last one, if several did. */
  callerOf(text: string): SupervisedProcess | undefined {
    return this.callers.get(text);
  }

  async stop(): Promise<void> {
    for (const end of this.ends.toReversed()) await end();
  }

  private static async prepare({ dist, seed }: InstallationPlan, ends: Ends): Promise<Installation> {
    const folder = await mkdtemp(join(tmpdir(), 'chappe-crash-'));
    ends.push(() => rm(folder, { recursive: true, force: true }));
    await chmod(folder, 0o755); // started by root, the database runs as another user
    const database = await EmbeddedPostgres.start({ directory: join(folder, 'postgres'), options: { max_connections: '300' } });
    ends.push(() => database.release());
    const migrate = join(dist, 'apps', 'api', 'src', 'migrate.js');
    await run(process.execPath, [migrate], { env: { PATH: process.env.PATH, DATABASE_URL: database.url } });
    const telegram = await TelegramEmulator.start({ insecureWebhook: true, seed });
    ends.push(() => telegram.close());
    const sql = new Sql(database.url);
    ends.push(() => sql.close());
    return new Installation({ database, telegram, sql, ends });
  }

  private async startProcesses({ dist, logs, ofWorkers }: InstallationPlan): Promise<void> {
    const ports = await Promise.all(Array.from({ length: APIS + WORKERS }, () => freePort()));
    const balancer = await Relay.open(ports.slice(0, APIS));
    this.ends.push(() => balancer.close());
    this.root = balancer.root;
    const shared = this.environment();
    for (const [index, port] of ports.entries()) {
      const kind = index < APIS ? 'api' : 'worker';
      const name = `${kind}-${String(index % APIS)}`;
      const script = join(dist, 'apps', kind, 'src', 'main.js');
      const line = await Relay.open([this.telegram.port], (chunk) => {
        this.note(name, chunk);
      });
      this.ends.push(() => line.close());
      const environment = { ...shared, TELEGRAM_API_ROOT: line.root, ...(kind === 'worker' && ofWorkers) };
      this.processes.push(new SupervisedProcess({ name, script, port, environment, logFile: join(logs, `${name}.log`) }));
    }
    this.ends.push(() => Promise.all(this.processes.map((one) => one.stop())));
    for (const one of this.processes) one.start();
  }

  private environment(): Record<string, string> {
    return {
      DATABASE_URL: this.database.url,
      BOT_TOKEN: this.bot.token,
      PUBLIC_URL: this.root,
      JWT_SECRET: randomBytes(48).toString('base64url'),
      ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
      LOG_LEVEL: 'warn',
    };
  }

  private note(name: string, chunk: Buffer): void {
    const [, text] = TEXT_ON_THE_WIRE.exec(chunk.toString('utf8')) ?? [];
    const caller = this.processes.find((one) => one.name === name);
    if (text !== undefined && caller) this.callers.set(JSON.parse(text) as string, caller);
  }
}
