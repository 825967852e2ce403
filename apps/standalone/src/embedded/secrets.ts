import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LaunchError } from './launch-error';
import { createPrivateFile, readIfThere } from './private-file';

type Secrets = Record<'JWT_SECRET' | 'ENCRYPTION_KEYS', string>;

/**
 * Sets the secrets that are missing from the environment, made up once and kept in a file that only its owner may read.
 * Only for the embedded database: who brings a database of their own keeps their own keys too.
 *
 * @throws LaunchError when the file is damaged.
 */
export async function fillSecrets(environment: NodeJS.ProcessEnv, file: string): Promise<void> {
  if (isSet(environment.JWT_SECRET) && isSet(environment.ENCRYPTION_KEYS)) return;
  await mkdir(dirname(file), { recursive: true });
  const text = (await readIfThere(file)) ?? (await createPrivateFile(file, JSON.stringify(madeUp(), null, 2)));
  const secrets = parse(text, file);
  if (!isSet(environment.JWT_SECRET)) environment.JWT_SECRET = secrets.JWT_SECRET;
  if (!isSet(environment.ENCRYPTION_KEYS)) environment.ENCRYPTION_KEYS = secrets.ENCRYPTION_KEYS;
}

/** True for a variable that holds something; an empty one counts as not set, as everywhere in Chappe. */
export function isSet(value: string | undefined): value is string {
  return value !== undefined && value.trim() !== '';
}

function madeUp(): Secrets {
  return {
    JWT_SECRET: randomBytes(48).toString('base64url'),
    ENCRYPTION_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  };
}

function parse(text: string, file: string): Secrets {
  try {
    const { JWT_SECRET, ENCRYPTION_KEYS } = JSON.parse(text) as Partial<Secrets>;
    if (isSet(JWT_SECRET) && isSet(ENCRYPTION_KEYS)) return { JWT_SECRET, ENCRYPTION_KEYS };
  } catch {
    // said below, without the text: it holds the keys
  }
  throw new LaunchError(
    `The file with Chappe's own secrets is damaged: ${file}`,
    'Put back a copy of it. Without it, what was sealed with its keys (bot tokens, sessions) cannot be read again; ' +
      'to go on all the same, delete the file and connect the bots anew.',
  );
}
