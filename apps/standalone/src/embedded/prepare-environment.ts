import { mkdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { EmbeddedPostgres } from './embedded-postgres';
import { codeOf, LaunchError } from './launch-error';
import { isRoot } from './run-as';
import { SandboxProcess } from './sandbox-process';
import { fillSecrets, isSet } from './secrets';

/** What runs besides Chappe itself in this process's name. */
export interface EmbeddedServices {
  /** Lines worth printing at start. */
  readonly notes: readonly string[];
  /** The page on which one plays a person on Telegram, when the sandbox runs. */
  readonly sandboxUrl?: string;
  /** Stops the sandbox, and the database unless another process uses it. */
  stop(): Promise<void>;
}

const SANDBOX_SCRIPT = join(__dirname, '..', '..', '..', 'sandbox', 'src', 'main.js');

/**
 * Completes the environment so that Chappe starts with nothing but Node: reads `.env`, and starts a PostgreSQL when there is
 * no DATABASE_URL and a sandbox when there is no BOT_TOKEN. What is set already wins. With a DATABASE_URL no secret is made
 * up: the check of the settings names what is missing.
 *
 * @throws LaunchError when a service cannot start; what was started before is stopped again.
 */
export async function prepareEnvironment(environment: NodeJS.ProcessEnv = process.env): Promise<EmbeddedServices> {
  const database = await prepareDatabase(environment);
  if (isSet(environment.BOT_TOKEN)) return database;
  try {
    const { sandbox, url } = await startSandbox(environment);
    const stop = async (): Promise<void> => {
      await sandbox.stop();
      await database.stop();
    };
    return { notes: database.notes, sandboxUrl: url, stop };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

/** The first half of it, for commands that need no Telegram of their own: `.env`, the database, and the keys that go with it. */
export async function prepareDatabase(environment: NodeJS.ProcessEnv): Promise<EmbeddedServices> {
  await loadDotEnv(environment);
  const dataFolder = resolve(setDefault(environment, 'DATA_DIR', '.data'));
  if (isSet(environment.DATABASE_URL)) return { notes: [], stop: () => Promise.resolve() };
  await openDataFolder(dataFolder);
  const database = await EmbeddedPostgres.start({ directory: join(dataFolder, 'postgres') });
  environment.DATABASE_URL = database.url;
  environment.CHAPPE_EMBEDDED = 'on';
  await fillSecrets(environment, join(dataFolder, 'secrets.json'));
  return { notes: database.notes, stop: () => database.release() };
}

async function startSandbox(environment: NodeJS.ProcessEnv): Promise<{ sandbox: SandboxProcess; url: string }> {
  const dataFolder = resolve(setDefault(environment, 'DATA_DIR', '.data'));
  await openDataFolder(dataFolder);
  const port = portOf(setDefault(environment, 'PORT', '3000'), 'PORT');
  const sandboxPort = portOf(setDefault(environment, 'SANDBOX_PORT', String(port + 1)), 'SANDBOX_PORT');
  const state = setDefault(environment, 'SANDBOX_STATE', join(dataFolder, 'sandbox', 'world.json'));
  const { sandbox, ready } = await SandboxProcess.start({ script: SANDBOX_SCRIPT, port: sandboxPort, state });
  environment.BOT_TOKEN = ready.botToken;
  environment.TELEGRAM_API_ROOT = ready.apiRoot;
  setDefault(environment, 'PUBLIC_URL', `http://127.0.0.1:${String(port)}`);
  return { sandbox, url: `http://127.0.0.1:${String(ready.port)}` };
}

/** Others may not look into it; the user of the database server may pass through it when root starts Chappe. */
async function openDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: isRoot() ? 0o711 : 0o700 });
  } catch (error) {
    if (codeOf(error) === undefined) throw error;
    throw new LaunchError(
      `The data folder cannot be created: ${folder} (${codeOf(error) ?? ''})`,
      'Give a folder in DATA_DIR that the user who starts Chappe may write to.',
    );
  }
}

/** The same reading of the file as `node --env-file`. */
async function loadDotEnv(environment: NodeJS.ProcessEnv): Promise<void> {
  const text = await readFile('.env', 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  });
  for (const [name, value] of Object.entries(parseEnv(text))) environment[name] ??= value;
}

function setDefault(environment: NodeJS.ProcessEnv, name: string, value: string): string {
  const set = environment[name];
  if (isSet(set)) return set.trim();
  environment[name] = value;
  return value;
}

function portOf(text: string, name: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new LaunchError(`${name} is not a port: ${text}`, `Set ${name} to a number from 1 to 65535.`);
}
