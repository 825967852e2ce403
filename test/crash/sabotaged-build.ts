import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { settings } from './settings';

const SOURCES = ['apps', 'libs', 'nest-cli.json', 'package.json', 'tsconfig.json', 'tsconfig.build.json'];
const PATCHES = join(__dirname, 'sabotage');

const run = promisify(execFile);

/** Fails with what git says when the patch does not fit the sources any more. */
export async function checkPatch(patch: string): Promise<void> {
  await run('git', ['apply', '--check', join(PATCHES, patch)], { cwd: settings.root });
}

/** A build of the sources with a patch that takes a protection away. */
export interface SabotagedBuild {
  readonly dist: string;
  remove(): Promise<void>;
}

/** Copies the sources to a folder of their own, patches and builds them there. */
export async function buildSabotaged(patch: string): Promise<SabotagedBuild> {
  const folder = await mkdtemp(join(tmpdir(), 'chappe-sabotage-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    for (const name of SOURCES) await cp(join(settings.root, name), join(folder, name), { recursive: true });
    await symlink(join(settings.root, 'node_modules'), join(folder, 'node_modules'));
    await run('git', ['apply', join(PATCHES, patch)], { cwd: folder });
    const nest = join(settings.root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');
    await run(process.execPath, [nest, 'build', 'standalone'], { cwd: folder });
    return { dist: join(folder, 'dist'), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
