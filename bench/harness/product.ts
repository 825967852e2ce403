import { NO_QUOTAS } from '../../test/support/no-quotas';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TelegramEmulator, type EmulatedBot, type EmulatorOptions } from '@app/telegram-emulator';
import { ApiClient } from '../../test/support/api-client';
import { createTestDatabase } from '../../test/support/database';
import { freePort } from '../../test/support/free-port';
import { Sql } from '../../test/support/sql';
import { waitFor } from '../../test/support/wait-for';
import type { Ends } from './ends';
import { Program } from './program';

const MAIN = join(__dirname, '..', '..', 'dist', 'apps', 'standalone', 'src', 'main.js');
const READY_LIMIT_MS = 60_000;
const PASSWORD = 'a password that is long enough';

/** The product as it is deployed: a process of its own, with a database of its own and a Telegram that this process plays. */
export interface Product {
  readonly root: string;
  readonly api: ApiClient;
  readonly sql: Sql;
  readonly telegram: TelegramEmulator;
  readonly bot: EmulatedBot;
  /** The settings that it runs with. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where it runs. */
  readonly folder: string;
}

/** An account of the product that is signed in. */
export interface SignedIn {
  readonly id: string;
  readonly accessToken: string;
}

/** Starts the built product, and waits until it is ready. */
export async function startProduct(ends: Ends, settings: Readonly<Record<string, string>> = {}): Promise<Product> {
  const product = await prepareProduct(ends, settings);
  await startProcess(product, ends);
  return product;
}

/** All that the product needs: it can be started, once or again and again. */
export async function prepareProduct(
  ends: Ends,
  settings: Readonly<Record<string, string>> = {},
  emulator: EmulatorOptions = {},
): Promise<Product> {
  const database = await openDatabase(ends);
  const telegram = await TelegramEmulator.start({ insecureWebhook: true, seed: 7, ...emulator });
  ends.add(() => telegram.close());
  const folder = await mkdtemp(join(tmpdir(), 'chappe-bench-'));
  ends.add(() => rm(folder, { recursive: true, force: true }));
  const bot = telegram.addBot({ username: 'house_bot' });
  const port = await freePort();
  const root = `http://127.0.0.1:${String(port)}`;
  const environment = {
    DATABASE_URL: database.url,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    BOT_TOKEN: bot.token,
    PUBLIC_URL: root,
    REGISTRATION: 'open',
    ...NO_QUOTAS,
    PORT: String(port),
    JWT_SECRET: randomBytes(48).toString('base64url'),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    LOG_LEVEL: 'silent',
    ...settings,
  };
  return { root, api: new ApiClient(root), sql: database.sql, telegram, bot, environment, folder };
}

/** Starts a process of the product, and waits until it is ready. */
export async function startProcess({ root, environment, folder }: Product, ends: Ends): Promise<Program> {
  const program = Program.start(MAIN, { name: 'the product', environment, folder }, ends);
  program.onEnd((error) => {
    if (!ends.isOver && !program.isStopped) process.stderr.write(`${String(error)}\n`);
  });
  await program.while(waitFor('the product to be ready', () => answersReady(root), READY_LIMIT_MS));
  return program;
}

/** A migrated database with nothing in it, and a way to look into it. */
export async function openDatabase(ends: Ends): Promise<{ url: string; sql: Sql }> {
  const database = await createTestDatabase();
  ends.add(() => database.drop());
  const sql = new Sql(database.url);
  ends.add(() => sql.close());
  return { url: database.url, sql };
}

/** Registers an account and signs it in, as a client does that keeps nothing of the first answer. */
export async function signUp({ api, sql }: Product, username: string, role: 'member' | 'admin' = 'member'): Promise<SignedIn> {
  const registered = await api.post('auth/register', { username, password: PASSWORD, name: username });
  if (registered.status !== 201) throw new Error(`register: ${registered.text}`);
  if (role === 'admin') await sql.rows(`update accounts set role = 'admin' where username = $1`, [username]);
  const signedIn = await api.post<{ accessToken: string }>('auth/token', { login: username, password: PASSWORD });
  if (signedIn.status !== 200) throw new Error(`sign in: ${signedIn.text}`);
  const { accessToken } = signedIn.body;
  const { body: account } = await api.get<{ id: string }>('account', { token: accessToken });
  return { id: account.id, accessToken };
}

/**
 * Puts accounts into the database past the API: hashing thousands of passwords would take minutes. They are
 * `<prefix>-000000` and so on, with an address at example.org that was verified, and the password of an account that is
 * there already.
 */
export async function plantAccounts({ sql }: Product, prefix: string, count: number): Promise<void> {
  await sql.rows(
    `insert into accounts (id, username, email, email_verified_at, name, password_hash)
     select gen_random_uuid(), name, name || '@example.org', now(), name, (select password_hash from accounts limit 1)
     from (select $1 || '-' || lpad(n::text, 6, '0') as name from generate_series(0, $2 - 1) as n) as names`,
    [prefix, count],
  );
  await sql.rows('analyze accounts');
}

/** Every try that was counted against a login, an address or an account is forgotten. */
export async function forgetTries({ sql }: Product): Promise<void> {
  await sql.rows('delete from guesses');
}

async function answersReady(root: string): Promise<boolean> {
  try {
    return (await fetch(`${root}/health/ready`, { signal: AbortSignal.timeout(1_000) })).ok;
  } catch {
    return false;
  }
}
