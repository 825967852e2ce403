import { randomUUID } from 'node:crypto';
import { chown, link, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from './launch-error';
import { isRoot } from './run-as';

/** Reads a text file; null when there is none. */
export async function readIfThere(file: string): Promise<string | null> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Writes a file which only its owner may read. Whoever reads it meanwhile sees the old or the new content, never a part. */
export async function writePrivateFile(file: string, content: string): Promise<void> {
  await rename(await writeBeside(file, content), file);
}

/** Creates a file which only its owner may read, unless it is there already. Gives the content that holds for all processes. */
export async function createPrivateFile(file: string, content: string): Promise<string> {
  const beside = await writeBeside(file, content);
  try {
    await link(beside, file);
    return content;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return (await readFile(file, 'utf8')).trim();
    throw error;
  } finally {
    await rm(beside, { force: true });
  }
}

/** Gives a file which root made to the owner of its folder, so that this user can go on without root. */
export async function giveToFolderOwner(file: string): Promise<void> {
  if (!isRoot()) return;
  const { uid, gid } = await stat(dirname(file));
  if (uid !== 0) await chown(file, uid, gid);
}

async function writeBeside(file: string, content: string): Promise<string> {
  const beside = `${file}.${randomUUID()}`;
  const handle = await open(beside, 'wx', 0o600);
  try {
    await handle.writeFile(`${content}\n`);
    await handle.sync(); // a key that a power cut takes away makes everything sealed with it unreadable
  } finally {
    await handle.close();
  }
  await giveToFolderOwner(beside);
  return beside;
}
