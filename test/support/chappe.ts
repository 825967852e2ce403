import 'reflect-metadata';
import type { INestApplication } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { WebhooksService } from '@app/bots';
import { createHttpApp, Lifecycle } from '@app/platform';
import { TelegramEmulator, type EmulatedBot, type Person } from '@app/telegram-emulator';
import { configureApi } from '../../apps/api/src/configure-api';
import { StandaloneModule } from '../../apps/standalone/src/standalone.module';
import { ApiClient } from './api-client';
import { createTestDatabase } from './database';
import { freePort } from './free-port';
import { Sql } from './sql';

/** An account that is signed in. */
export interface TestAccount {
  readonly id: string;
  readonly name: string;
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** A bot token and the chat it sends to. */
export interface TestToken {
  readonly id: string;
  readonly botToken: string;
  readonly chatId: string;
}

export interface ChappeOptions {
  /** Settings that differ from those of a test. An empty one is not set. */
  readonly settings?: Record<string, string>;
  /** Whether chats keep Telegram's pace (1 s in private, 3 s in groups). Only suites about the pace wait for it. */
  readonly paced?: boolean;
}

/** Lanes of this database never wait between two messages. */
const WITHOUT_PACE = [
  `create function without_pace() returns trigger language plpgsql as
     $$ begin new.pace_seconds := 0; new.slack_seconds := 0; return new; end $$`,
  'create trigger without_pace before insert on lanes for each row execute function without_pace()',
];

type Parts = Pick<TestChappe, 'app' | 'api' | 'telegram' | 'bot' | 'sql'>;

/** The whole of Chappe in one process, on a database of its own and with a Telegram of its own. */
export class TestChappe {
  private running = true;

  app: INestApplication;
  readonly api: ApiClient;
  readonly telegram: TelegramEmulator;
  readonly bot: EmulatedBot;
  readonly sql: Sql;
  private pairing: Promise<unknown> = Promise.resolve();

  private constructor(
    { app, api, telegram, bot, sql }: Parts,
    private readonly ends: (() => Promise<unknown>)[],
  ) {
    this.app = app;
    this.api = api;
    this.telegram = telegram;
    this.bot = bot;
    this.sql = sql;
  }

  static async start({ settings = {}, paced = false }: ChappeOptions = {}): Promise<TestChappe> {
    const [database, telegram, port] = await Promise.all([
      createTestDatabase(),
      TelegramEmulator.start({ insecureWebhook: true, seed: 7 }),
      freePort(),
    ]);
    const bot = telegram.addBot({ username: 'house_bot' });
    const root = `http://127.0.0.1:${String(port)}`;
    Object.assign(process.env, {
      DATABASE_URL: database.url,
      TELEGRAM_API_ROOT: telegram.apiRoot,
      BOT_TOKEN: bot.token,
      PUBLIC_URL: root,
      PORT: String(port),
      JWT_SECRET: randomBytes(48).toString('base64url'),
      ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
      LOG_LEVEL: 'silent',
      PUBLIC_DIRECTORY: 'on',
      REGISTRATION: 'open',
      ...settings,
    });
    const sql = new Sql(database.url);
    if (!paced) for (const statement of WITHOUT_PACE) await sql.rows(statement);
    const app = await startApp(port);
    const ends = [() => sql.close(), () => telegram.close(), () => database.drop()];
    return new TestChappe({ app, api: new ApiClient(root), telegram, bot, sql }, ends);
  }

  /** Stops Chappe in order and starts it anew on the same database and the same Telegram, with some settings changed. */
  async restart(settings: Record<string, string> = {}): Promise<void> {
    await this.stopProcess();
    Object.assign(process.env, settings);
    this.app = await startApp(Number(process.env.PORT));
    this.running = true;
  }

  /** Registers an account and signs it in. */
  async register(name: string): Promise<TestAccount> {
    const body = { username: name, email: `${name}@example.org`, password: `password of ${name}`, name };
    const answer = await this.api.post<{ account: { id: string }; accessToken: string; refreshToken: string }>(
      'auth/register',
      body,
    );
    if (answer.status !== 201) throw new Error(`register: ${answer.text}`);
    return { id: answer.body.account.id, name, accessToken: answer.body.accessToken, refreshToken: answer.body.refreshToken };
  }

  /** A person on Telegram. */
  person(key: string): Person {
    return this.telegram.person(key, { firstName: key });
  }

  /** Writes /start for a person and reads the code that the bot answers. */
  async readCode(person: Person, bot = this.bot): Promise<string> {
    const { messageId } = await person.send(bot, '/start');
    const { text } = await person.expectMessage(bot, /Your code is/, { after: messageId });
    return /code is ([0-9A-Z-]+)/.exec(text)?.[1] ?? '';
  }

  /** Pairs a person's chat with an account, and answers the bot token for it. One at a time: tries at once count as wrong ones. */
  async pair(account: TestAccount, person: Person): Promise<TestToken> {
    const code = await this.readCode(person);
    const paired = this.pairing.then(() =>
      this.api.post<TestToken>('cabinet/bot-tokens', { code }, { token: account.accessToken }),
    );
    this.pairing = paired.catch(() => undefined);
    const answer = await paired;
    if (answer.status !== 201) throw new Error(`pair: ${answer.text}`);
    return answer.body;
  }

  /** Stops everything that was started, and removes the database. @throws Error when Telegram was called in a way that it does not know. */
  async stop(): Promise<void> {
    const problems = [...this.telegram.problems];
    await this.stopProcess();
    for (const end of this.ends) await end();
    if (problems.length > 0) throw new Error(`Calls that Telegram does not know: ${problems.join('; ')}`);
  }

  private async stopProcess(): Promise<void> {
    if (!this.running) return; // a restart may have failed
    this.running = false;
    await stopApp(this.app);
  }
}

async function startApp(port: number): Promise<INestApplication> {
  const app = await createHttpApp(StandaloneModule);
  try {
    configureApi(app);
    await app.listen(port, '127.0.0.1');
    await app.get(WebhooksService, { strict: false }).compareAndSet();
    return app;
  } catch (error) {
    await stopApp(app);
    throw error;
  }
}

async function stopApp(app: INestApplication): Promise<void> {
  await Promise.all(app.get(Lifecycle).beginDraining());
  await app.close();
}
