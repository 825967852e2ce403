import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** The page is tested as it is built; this builds it if it is stale. */
export default function buildPage(): void {
  const root = join(__dirname, '..', '..');
  const { status } = spawnSync(process.execPath, [join(root, 'scripts', 'prepare.mjs'), '--build'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('The page cannot be built: see above.');
}
