import { NO_QUOTAS } from '../support/no-quotas';
import { randomBytes } from 'node:crypto';
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CryptoConfig, Sealer } from '@app/platform';
import { TelegramEmulator, type EmulatedBot } from '@app/telegram-emulator';
import { EmbeddedPostgres } from '../../apps/standalone/src/embedded/embedded-postgres';
import { freePort } from '../support/free-port';
import { Sql } from '../support/sql';
import { RedisOfInstallation } from './redis-of-installation';
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
  /** Workers that do not answer for so long are killed. */
  readonly silenceLimitMs?: number;
  /** Whether queues live in a Redis of its own, instead of PostgreSQL. */
  readonly onRedis?: boolean;
}

/** More than an account may connect by itself. */
const MOST_BOTS = 1_000;

interface Addition {
  readonly kind: 'api' | 'worker';
  readonly name: string;
  readonly port: number;
  readonly settings?: Readonly<Record<string, string>>;
}

/** What is taken down again, the newest first. */
type Ends = (() => Promise<unknown>)[];

interface Parts {
  readonly plan: InstallationPlan;
  readonly database: EmbeddedPostgres;
  readonly telegram: TelegramEmulator;
  readonly sql: Sql;
  readonly redis: RedisOfInstallation | null;
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
  readonly redis: RedisOfInstallation | null;
  readonly processes: SupervisedProcess[] = [];
  /** Where the API answers, whichever process does. */
  root = '';
  /** Opens what this installation has sealed. */
  readonly sealer: Sealer;
  private readonly secrets = {
    JWT_SECRET: randomBytes(48).toString('base64url'),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  };
  private environment: Record<string, string> = {};
  private readonly callers = new Map<string, SupervisedProcess>();
  private readonly plan: InstallationPlan;
  private readonly ends: Ends;

  private constructor({ plan, database, telegram, sql, redis, ends }: Parts) {
    this.plan = plan;
    this.database = database;
    this.telegram = telegram;
    this.bot = telegram.addBot({ username: 'house_bot' });
    this.sql = sql;
    this.redis = redis;
    this.ends = ends;
    this.sealer = new Sealer(new CryptoConfig(this.secrets));
  }

  static async start(plan: InstallationPlan): Promise<Installation> {
    const ends: Ends = [];
    try {
      const installation = await Installation.prepare(plan, ends);
      await installation.startProcesses();
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

  private static async prepare(plan: InstallationPlan, ends: Ends): Promise<Installation> {
    const { dist, seed, onRedis } = plan;
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
    const redis = onRedis === true ? await RedisOfInstallation.start() : null;
    if (redis) ends.push(() => redis.stop());
    return new Installation({ plan, database, telegram, sql, redis, ends });
  }

  /** Starts one more program of this installation; it is stopped with the others. */
  async add({ kind, name, port, settings }: Addition): Promise<SupervisedProcess> {
    const { dist, logs, ofWorkers, silenceLimitMs } = this.plan;
    const line = await Relay.open([this.telegram.port], {
      overhear: (chunk) => {
        this.note(name, chunk);
      },
    });
    this.ends.push(() => line.close());
    const ofKind = kind === 'worker' ? ofWorkers : {};
    const environment = { ...this.environment, TELEGRAM_API_ROOT: line.root, ...ofKind, ...settings };
    const added = new SupervisedProcess({
      ...{ name, port, environment },
      script: join(dist, 'apps', kind, 'src', 'main.js'),
      logFile: join(logs, `${name}.log`),
      silenceLimitMs: kind === 'worker' ? silenceLimitMs : undefined,
    });
    this.processes.push(added);
    this.ends.push(() => added.stop());
    added.start();
    return added;
  }

  private async startProcesses(): Promise<void> {
    const ports = await Promise.all(Array.from({ length: APIS + WORKERS }, () => freePort()));
    const balancer = await Relay.open(ports.slice(0, APIS), { prefers: (port) => this.isReady(port) });
    this.ends.push(() => balancer.close());
    this.root = balancer.root;
    this.environment = this.settings();
    for (const [index, port] of ports.entries()) {
      const kind = index < APIS ? 'api' : 'worker';
      await this.add({ kind, name: `${kind}-${String(index % APIS)}`, port });
    }
  }

  /** As a balancer sees it, which asks now and then: what is asked to go is not given anything new. */
  private isReady(port: number): boolean {
    return this.processes.some((one) => one.port === port && one.isReadyFor(0));
  }

  private settings(): Record<string, string> {
    return {
      DATABASE_URL: this.database.url,
      BOT_TOKEN: this.bot.token,
      PUBLIC_URL: this.root,
      ...this.secrets,
      REGISTRATION: 'open',
      ...NO_QUOTAS,
      LOG_LEVEL: 'warn',
      MAX_BOTS_PER_ACCOUNT: String(MOST_BOTS),
      ...(this.redis && { REDIS_URL: this.redis.url }),
    };
  }

  private note(name: string, chunk: Buffer): void {
    const [, text] = TEXT_ON_THE_WIRE.exec(chunk.toString('utf8')) ?? [];
    const caller = this.processes.find((one) => one.name === name);
    if (text !== undefined && caller) this.callers.set(JSON.parse(text) as string, caller);
  }
}
