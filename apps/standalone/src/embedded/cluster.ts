import { randomBytes } from 'node:crypto';
import { chown, mkdir, mkdtemp, readdir, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { LaunchError } from './launch-error';
import { pointerFile, type Layout } from './layout';
import { openFolder } from './postgres-binaries';
import { createPrivateFile, readIfThere, writePrivateFile } from './private-file';
import { runAs, type SpawnAs } from './run-as';

/** The database, and the role that owns everything in it. */
export const OWNER = 'chappe';

/**
 * Creates the data directory unless it is there, and gives the password of its owner.
 *
 * @throws LaunchError when initdb fails, or when a data directory has lost its password file.
 */
export async function openCluster(layout: Layout): Promise<string> {
  const file = join(layout.directory, 'password');
  const exists = existsSync(join(layout.cluster, 'PG_VERSION'));
  if (exists && !existsSync(file)) throw lostPassword(layout, file);
  const password = (await readIfThere(file)) ?? (await createPrivateFile(file, randomBytes(32).toString('base64url')));
  if (!exists) await createCluster(layout, password);
  if (dirname(layout.cluster) !== layout.directory) await writePrivateFile(pointerFile(layout.directory), layout.cluster);
  return password;
}

/** The data directory by its real name, as PostgreSQL itself reports it. */
export function realCluster(layout: Layout): Promise<string> {
  return realpath(layout.cluster);
}

/** initdb works beside the final place, so that a killed first start leaves no half of a data directory there. */
async function createCluster(layout: Layout, password: string): Promise<void> {
  const [parent, name] = [dirname(layout.cluster), basename(layout.cluster)];
  if (parent !== layout.directory) await openFolder(parent);
  for (const left of await readdir(parent)) {
    if (left.startsWith(`${name}.new-`)) await rm(join(parent, left), { recursive: true, force: true });
  }
  const fresh = join(parent, `${name}.new-${String(process.pid)}`);
  await mkdir(fresh, { mode: 0o700 });
  await giveTo(layout.as, fresh);
  await withPasswordFile(layout.as, password, (file) => initdb(layout, fresh, file));
  await rename(fresh, layout.cluster);
}

async function initdb(layout: Layout, folder: string, passwordFile: string): Promise<void> {
  const program = join(layout.binaries, 'bin', 'initdb');
  const { code, output } = await runAs(layout.as, program, [
    ...['--pgdata', folder, '--username', OWNER, '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
    // the locale built into PostgreSQL: the same order on every system, and no upgrade of a C library changes it
    ...['--encoding', 'UTF8', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--locale', 'C'],
  ]);
  if (code === 0) return;
  await rm(folder, { recursive: true, force: true });
  throw new LaunchError(
    `The embedded database could not be created in ${layout.cluster}.`,
    'Look for a full disk, a folder that may not be written to, or a user without an entry in /etc/passwd. ' +
      'Or set DATABASE_URL to a PostgreSQL of your own.',
    output,
  );
}

/** initdb reads the password from a file, and as its own user it cannot read ours: it gets one that lives while it runs. */
async function withPasswordFile(as: SpawnAs, password: string, work: (file: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'chappe-'));
  try {
    const file = join(folder, 'password');
    await writeFile(file, password, { mode: 0o600 });
    await giveTo(as, file);
    await giveTo(as, folder);
    await work(file);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function giveTo(as: SpawnAs, path: string): Promise<void> {
  if (as.uid !== undefined && as.gid !== undefined) await chown(path, as.uid, as.gid);
}

function lostPassword(layout: Layout, file: string): LaunchError {
  return new LaunchError(
    `The password of the embedded database is missing: ${file}`,
    `Put the file back. To begin with an empty database instead, delete ${layout.cluster}.`,
  );
}
