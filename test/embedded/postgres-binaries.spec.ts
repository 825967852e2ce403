import { chmod, cp, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runnableBinaries, shippedBinaries, type ShippedBinaries } from '../../apps/standalone/src/embedded/postgres-binaries';
import { runAs } from '../../apps/standalone/src/embedded/run-as';
import { onlyIf } from '../support/only-if';

const onlyAsRoot = onlyIf(process.getuid?.() === 0, 'programs copied for another user', 'only root can start them as one');
const NOBODY = { uid: 65_534, gid: 65_534 };

let folder: string;
let installed: ShippedBinaries;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chappe-binaries-'));
  await chmod(folder, 0o755);
  const { version, folder: native } = await shippedBinaries();
  await cp(native, join(folder, 'package', 'native'), { recursive: true, filter: (_from, to) => !isLinkOfPackage(to) });
  installed = { version, folder: join(folder, 'package', 'native') };
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** npm delivers no links; those that are there were made since. */
function isLinkOfPackage(path: string): boolean {
  return /\/lib(icudata|icui18n|icuuc)\.so\.60$/.test(path);
}

it('makes the links that the libraries need, which npm does not deliver', async () => {
  const { code } = await runAs({}, join(installed.folder, 'bin', 'postgres'), ['--version']);
  expect(code).not.toBe(0);
  expect(await runnableBinaries(installed, {}, join(folder, 'copy'))).toBe(installed.folder);
  await expect(stat(join(folder, 'copy'))).rejects.toThrow('ENOENT');
});

onlyAsRoot('copies the programs for a user who cannot enter node_modules, and uses the copy again', async () => {
  await chmod(join(folder, 'package'), 0o700);
  const copy = join(folder, 'shared', 'pg');
  expect(await runnableBinaries(installed, NOBODY, copy)).toBe(copy);
  expect((await runAs(NOBODY, join(copy, 'bin', 'postgres'), ['--version'])).output).toMatch(/^postgres \(PostgreSQL\) 18/);
  const { mtimeMs } = await stat(copy);
  expect(await runnableBinaries(installed, NOBODY, copy)).toBe(copy);
  expect((await stat(copy)).mtimeMs).toBe(mtimeMs);
});

it('says what is needed when the programs do not run here', async () => {
  await rm(join(installed.folder, 'lib', 'libicudata.so.60.2'));
  const refused = runnableBinaries(installed, {}, join(folder, 'copy'));
  await expect(refused).rejects.toThrow(/does not run on this machine\.[^]*libicudata[^]*glibc[^]*DATABASE_URL/);
});

it('says why the programs could not be copied', async () => {
  await rm(join(installed.folder, 'lib', 'libicudata.so.60.2'));
  await writeFile(join(folder, 'file'), '');
  const refused = runnableBinaries(installed, {}, join(folder, 'file', 'copy'));
  await expect(refused).rejects.toThrow(/could not be copied to .*file.copy\.[^]*EEXIST/);
});
