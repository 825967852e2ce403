import { createHash } from 'node:crypto';
import { mkdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddedPostgres } from '../../apps/standalone/src/embedded/embedded-postgres';

const ROOT = join(__dirname, '..', '..');
const MEMORY = '/dev/shm';
const ROOM_BYTES = 2 * 1024 ** 3;

/** Nothing in a test database has to survive a power cut, so it need not wait for the disk, nor keep a long log. */
const OPTIONS = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
  min_wal_size: '32MB',
  max_wal_size: '128MB',
};

let server: EmbeddedPostgres | null = null;

/** Starts the embedded server of this checkout's tests, or joins it when another run has it already; gives its address. */
export async function startTestServer(): Promise<string> {
  const directory = (await folderInMemory()) ?? join(ROOT, '.cache', 'test-postgres');
  server ??= await EmbeddedPostgres.start({ directory, options: OPTIONS });
  return server.url;
}

/** Lets go of it; it stops unless another run uses it. */
export async function releaseTestServer(): Promise<void> {
  await server?.release();
  server = null;
}

/**
 * A copy of the template is some hundreds of small files: 0.02 s in memory, up to 0.4 s on a disk that has just deleted as
 * many. What stays there between runs (about 100 MB) saves the next run its migrations.
 */
async function folderInMemory(): Promise<string | null> {
  try {
    const { bavail, bsize } = await statfs(MEMORY);
    if (process.platform !== 'linux' || bavail * bsize < ROOM_BYTES) return null;
    const user = process.getuid?.() ?? 0;
    const checkout = createHash('sha256').update(ROOT).digest('hex').slice(0, 12);
    const folder = join(MEMORY, `chappe-test-${String(user)}-${checkout}`);
    await mkdir(folder, { recursive: true });
    return (await stat(folder)).uid === user ? folder : null; // everybody may create folders there
  } catch {
    return null;
  }
}
