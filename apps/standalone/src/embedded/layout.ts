import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { access, chmod, constants, mkdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LaunchError, textOf } from './launch-error';
import { runnableBinaries, shippedBinaries } from './postgres-binaries';
import { readIfThere } from './private-file';
import { isRoot, type SpawnAs } from './run-as';
import { canEnter, serverUser } from './server-user';

/** Where an embedded database keeps what, and who runs it. */
export interface Layout {
  /** The folder the caller gave. It holds the password, the port, the log and the lock. */
  readonly directory: string;
  /** PostgreSQL's data directory: `<directory>/data`, or under /var/lib/chappe. */
  readonly cluster: string;
  readonly binaries: string;
  readonly as: SpawnAs;
  /** Lines worth printing: that something lies in an unexpected place. */
  readonly notes: readonly string[];
}

/** Where root keeps what the user of the server cannot reach otherwise. */
const SYSTEM_FOLDER = '/var/lib/chappe';

/** Creates the folder if needed: closed to others, except that the server's user may pass through a folder of root's. */
export async function openDirectory(directory: string): Promise<string> {
  try {
    await mkdir(directory, { recursive: true, mode: isRoot() ? 0o711 : 0o700 });
    await access(directory, constants.R_OK | constants.W_OK | constants.X_OK);
    if (isRoot()) await chmod(directory, (await stat(directory)).mode | 0o011);
    return await realpath(directory);
  } catch (error) {
    throw new LaunchError(
      `The folder of the embedded database cannot be used: ${directory}`,
      'Make it belong to the user who starts Chappe (chown -R), or give another folder in DATA_DIR.',
      textOf(error),
    );
  }
}

/** Decides where everything lies, and makes the programs ready to run. The folder must exist. */
export async function prepareLayout(directory: string): Promise<Layout> {
  const cluster = await findCluster(directory);
  const as = await serverUser(cluster ?? join(directory, 'data'));
  const shipped = await shippedBinaries();
  const copy = isRoot() ? join(SYSTEM_FOLDER, `pg-${shipped.version}`) : join(directory, `pg-${shipped.version}`);
  const binaries = await runnableBinaries(shipped, as, copy);
  const place = cluster ?? ((await canEnter(as, directory)) ? join(directory, 'data') : systemCluster(directory));
  return { directory, cluster: place, binaries, as, notes: notesFor(directory, place, binaries) };
}

/** The file that says where the cluster is when it is not in the folder itself. */
export function pointerFile(directory: string): string {
  return join(directory, 'location');
}

/** The place of a cluster that was created earlier, null when there is none yet. */
async function findCluster(directory: string): Promise<string | null> {
  const pointed = await readIfThere(pointerFile(directory));
  if (pointed !== null) {
    if (existsSync(join(pointed, 'PG_VERSION'))) return pointed;
    throw new LaunchError(
      `The embedded database of ${directory} should be in ${pointed}, but it is not there.`,
      `Put it back, or delete ${directory} to begin with an empty database.`,
    );
  }
  const known = [join(directory, 'data'), systemCluster(directory)];
  return known.find((folder) => existsSync(join(folder, 'PG_VERSION'))) ?? null;
}

function systemCluster(directory: string): string {
  return join(SYSTEM_FOLDER, createHash('sha256').update(directory).digest('hex').slice(0, 16));
}

function notesFor(directory: string, cluster: string, binaries: string): string[] {
  const elsewhere = [cluster, binaries].filter((folder) => folder.startsWith(SYSTEM_FOLDER) && !folder.startsWith(directory));
  if (elsewhere.length === 0) return [];
  return [
    'PostgreSQL does not run as root, and the user it runs as cannot enter this checkout or its data folder; ' +
      `so parts of the embedded database are elsewhere: ${elsewhere.join(', ')}`,
  ];
}
