// Installs what is missing and builds what is stale. Runs before node_modules exists, so it needs nothing but Node.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));
const LEAST_NODE = [20, 19];
/** Programs that only tests and checks need have a lockfile of their own, so that starting Chappe installs none of them. */
const TOOLS = join(ROOT, 'test', 'tools');
const STAMP = join(ROOT, 'dist', '.built');
const LOCK = join(ROOT, '.cache', 'prepare.lock');
const LOCK_IS_STALE_AFTER_MS = 15 * 60_000;

/** Checks Node, installs and builds; ends the process with a readable message when one of them fails. */
export function prepare() {
  checkNode();
  if (!installIsStale(ROOT) && !buildIsStale()) return;
  whileLocked(() => {
    if (installIsStale(ROOT)) timed('installed', () => install(ROOT));
    if (buildIsStale()) timed('built', build);
  });
}

/** Installs what only tests and checks need; ends the process with a readable message when it fails. */
export function prepareTools() {
  if (!installIsStale(TOOLS)) return;
  whileLocked(() => {
    if (installIsStale(TOOLS)) timed('installed the tools of the tests', () => install(TOOLS));
  });
}

/** No package runs a script of its own while it is installed (.npmrc), so nothing comes from elsewhere than the lockfile says. */
function install(folder) {
  return node(npmCli(), ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {}, folder);
}

/** Runs a Node program to its end in a folder of this checkout with our terminal; gives its exit code. */
export function node(script, args, env = {}, cwd = ROOT) {
  const [program, first] = script === null ? ['npm', []] : [process.execPath, [script]];
  const options = {
    cwd,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: script === null && process.platform === 'win32',
  };
  const { status, error, signal } = spawnSync(program, [...first, ...args], options);
  if (error) console.error(`${program} could not be run: ${error.message}`);
  if (signal) process.kill(process.pid, signal);
  return status ?? 1;
}

/** Runs jest with these arguments; gives its exit code. */
export function jest(args, env = {}) {
  return node(join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js'), args, env);
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return;
  fail(
    `Chappe needs Node ${LEAST_NODE.join('.')} or later; this is ${process.versions.node}. Install a newer one from https://nodejs.org.`,
  );
}

/** The lockfile that npm leaves in node_modules says what is installed; it must say what ours says. */
function installIsStale(folder) {
  const lock = join(folder, 'package-lock.json');
  const wanted = packagesIn(lock);
  const installed = packagesIn(join(folder, 'node_modules', '.package-lock.json'));
  if (wanted === null) fail(`${relative(ROOT, lock)} is missing: take it back from the repository.`);
  if (installed === null) return true;
  const differs = ([path, { version, optional }]) => (installed[path] ? installed[path].version !== version : optional !== true);
  return Object.entries(wanted).some(differs) || Object.keys(installed).some((path) => !wanted[path]);
}

function packagesIn(file) {
  if (!existsSync(file)) return null;
  const { packages } = JSON.parse(readFileSync(file, 'utf8'));
  delete packages['']; // the project itself
  return packages;
}

/** The npm that runs us, else the one on the path. */
function npmCli() {
  const path = process.env.npm_execpath;
  return path?.endsWith('npm-cli.js') ? path : null;
}

function buildIsStale() {
  return !existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== sourceHash();
}

/** Into an empty folder, so that nothing of a removed source lingers. */
function build() {
  const hash = sourceHash();
  rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
  const status = buildPage() || node(join(ROOT, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js'), ['build', 'standalone']);
  if (status === 0) writeFileSync(STAMP, hash);
  return status;
}

/** The page of the sandbox: its modules one by one, as the browser loads them, and its styles. */
function buildPage() {
  const sources = join(ROOT, 'apps', 'sandbox', 'page');
  const status = node(join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), ['-p', sources]);
  const isNoSource = (path) => !/\.(tsx?|json)$/.test(path);
  if (status === 0) cpSync(sources, join(ROOT, 'dist', 'apps', 'sandbox', 'page'), { recursive: true, filter: isNoSource });
  return status;
}

/** By content: a checkout of another branch and back changes times, but nothing to build. */
function sourceHash() {
  const alone = ['package-lock.json', 'nest-cli.json', ...readdirSync(ROOT).filter((name) => /^tsconfig.*\.json$/.test(name))];
  const files = [...alone.map((name) => join(ROOT, name)), ...filesUnder(join(ROOT, 'apps')), ...filesUnder(join(ROOT, 'libs'))];
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function filesUnder(folder) {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  // tests are not built, and the API description is made from what is
  return files.filter((file) => !file.endsWith('.spec.ts') && !file.endsWith(join('sdk', 'openapi.json')));
}

function timed(what, work) {
  const startedAt = Date.now();
  if (work() !== 0) fail(`Not ${what}: see the messages above.`);
  console.log(`${what} in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

/** Two commands at once: the second waits, then finds the work done. */
function whileLocked(work) {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  for (let said = false; !takeLock(); said = true) {
    if (!said) console.log(`waiting for another command that installs or builds here (${relative(ROOT, LOCK)})`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
  const release = () => rmSync(LOCK, { force: true });
  process.once('exit', release);
  work();
  process.off('exit', release);
  release();
}

function takeLock() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (lockIsStale()) rmSync(LOCK, { force: true });
    return false;
  }
}

function lockIsStale() {
  try {
    if (Date.now() - statSync(LOCK).mtimeMs > LOCK_IS_STALE_AFTER_MS) return true;
    const holder = Number(readFileSync(LOCK, 'utf8'));
    return holder > 0 && !process.kill(holder, 0);
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv[2] === '--build') prepare();
  else if (process.argv[2] === '--tools') prepareTools();
  else fail('usage: node scripts/prepare.mjs --build | --tools');
}
