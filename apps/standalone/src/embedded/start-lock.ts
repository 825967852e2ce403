import { randomUUID } from 'node:crypto';
import { link, open, readFile, rename, rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { codeOf, LaunchError } from './launch-error';
import { giveToFolderOwner } from './private-file';
import { identityOf } from './process-identity';

const PATIENCE_MS = 120_000;

/**
 * Does the work while no other process does its own under the same lock file. A lock whose holder has died is taken over.
 *
 * @throws LaunchError when another process holds the lock for two minutes.
 */
export async function withStartLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const mine = `${String(process.pid)} ${identityOf(process.pid) ?? ''} ${randomUUID()}`;
  await acquire(file, mine);
  try {
    return await work();
  } finally {
    if ((await contentOf(file)) === mine) await rm(file, { force: true });
  }
}

async function acquire(file: string, mine: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!(await create(file, mine))) {
    const holder = await contentOf(file);
    if (holder !== null && !holderLives(holder)) await remove(file, holder);
    else if (Date.now() > deadline) throw heldTooLong(file, holder);
    else await pause(20);
  }
}

/** The lock appears with its content, so that nobody sees a lock without a holder. */
async function create(file: string, mine: string): Promise<boolean> {
  const beside = `${file}.${randomUUID()}`;
  try {
    const handle = await open(beside, 'wx', 0o600);
    await handle.writeFile(mine).finally(() => handle.close());
    await giveToFolderOwner(beside);
    await link(beside, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(beside, { force: true });
  }
}

/** Removes a dead holder's lock. If somebody else was faster and a new lock was caught by mistake, it is put back. */
async function remove(file: string, deadHolder: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
    if ((await contentOf(aside)) !== deadHolder) await link(aside, file);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

function holderLives(holder: string): boolean {
  const [pid, identity] = holder.split(' ');
  const now = identityOf(Number(pid));
  return now !== null && (now === identity || now === 'unseen');
}

async function contentOf(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch(() => null);
}

function heldTooLong(file: string, holder: string | null): LaunchError {
  return new LaunchError(
    `Process ${holder?.split(' ')[0] ?? '(unknown)'} has been starting or stopping the embedded database for over two minutes.`,
    `Stop that process, then start again. If there is no such process, delete ${file}.`,
  );
}
