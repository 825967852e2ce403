// `npm start`: installs and builds what is needed, then becomes the server. `--watch`: builds and restarts on every change.
import { fork, spawnSync } from 'node:child_process';
import { watch } from 'node:fs';
import Module from 'node:module';
import { join } from 'node:path';
import { ROOT, prepare } from './prepare.mjs';

const MAIN = join(ROOT, 'dist', 'apps', 'standalone', 'src', 'main.js');
const QUIET_MS = 200;

prepare();
if (process.argv.includes('--watch')) watchAndRun();
else run();

/** In this very process: signals, exit code and a kill reach the server without anybody in between. */
function run() {
  process.setSourceMapsEnabled(true);
  process.argv[1] = MAIN;
  Module.runMain();
}

function watchAndRun() {
  let server = launch();
  let timer;
  let leaving = false;
  const restart = async () => {
    const { status } = spawnSync(process.execPath, [join(ROOT, 'scripts', 'prepare.mjs'), '--build'], {
      cwd: ROOT,
      stdio: 'inherit',
    });
    if (status !== 0) return console.error('The last good build keeps running.');
    await end(server, 'SIGTERM');
    if (!leaving) server = launch();
  };
  for (const folder of ['apps', 'libs']) {
    watch(join(ROOT, folder), { recursive: true }, (_event, file) => {
      if (file?.endsWith('.spec.ts') || file?.endsWith('openapi.json')) return;
      clearTimeout(timer);
      timer = setTimeout(restart, QUIET_MS);
    });
  }
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, async () => {
      leaving = true;
      clearTimeout(timer);
      process.exit(await end(server, signal));
    });
  }
}

function launch() {
  return fork(MAIN, [], { cwd: ROOT, execArgv: ['--enable-source-maps'] });
}

/** Asks the server to end and waits for it; gives its exit code. */
function end(server, signal) {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve(server.exitCode ?? 1);
  return new Promise((resolve) => {
    server.once('exit', (code) => resolve(code ?? 1));
    server.kill(signal);
  });
}
