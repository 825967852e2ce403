import { readFile, stat } from 'node:fs/promises';
import { codeOf, LaunchError } from './launch-error';
import { isRoot, runAs, type SpawnAs } from './run-as';

interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const PREFERRED = ['postgres', 'nobody', 'www-data', 'daemon'];

/**
 * The user the server runs as. PostgreSQL refuses root, so root lends it another: the owner of the cluster if there is one
 * already, else `postgres`, else `nobody`, else whoever is no root. initdb needs a user that /etc/passwd knows.
 *
 * @throws LaunchError when there is no such user, or when the cluster belongs to somebody else.
 */
export async function serverUser(cluster: string): Promise<SpawnAs> {
  const owner = await ownerOf(cluster);
  if (!isRoot()) {
    if (owner && owner.uid !== process.getuid?.()) throw belongsToAnother(cluster, owner.uid ?? -1);
    return {};
  }
  if (owner && owner.uid !== 0) return owner;
  const accounts = parseAccounts(await readFile('/etc/passwd', 'utf8').catch(() => ''));
  const preferred = PREFERRED.map((name) => accounts.find((account) => account.name === name));
  const account = preferred.find((one) => one !== undefined) ?? accounts[0];
  if (!account) {
    throw new LaunchError(
      'The embedded PostgreSQL refuses to run as root, and this machine has no other user to lend it.',
      'Start Chappe as an ordinary user, or add a user named postgres, or set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
  return { uid: account.uid, gid: account.gid };
}

/** True when the user can enter the folder; a folder above that is closed to others makes this false. */
export async function canEnter(as: SpawnAs, folder: string): Promise<boolean> {
  if (as.uid === undefined) return true;
  return (await runAs(as, '/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder])).code === 0;
}

async function ownerOf(folder: string): Promise<SpawnAs | null> {
  if (process.platform === 'win32') return null;
  try {
    const { uid, gid } = await stat(folder);
    return { uid, gid };
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** The accounts of an /etc/passwd, but for root. */
function parseAccounts(passwd: string): Account[] {
  const rows = passwd.split('\n').map((line) => line.split(':'));
  return rows
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid, gid }) => uid > 0 && gid > 0);
}

function belongsToAnother(cluster: string, uid: number): LaunchError {
  return new LaunchError(
    `The embedded database in ${cluster} belongs to the user with id ${String(uid)}, and this process runs as ${String(process.getuid?.())}.`,
    'Start Chappe as the user who started it first (after a start as root: as root), or give another folder in DATA_DIR.',
  );
}
