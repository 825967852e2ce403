// `npm test`: installs and builds what is needed, gets what the suites need besides, and runs all of them.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { jest, prepare, prepareTools } from './prepare.mjs';

/** Programs that some suites need. PostgreSQL is not among them: the tests bring their own. */
const NEEDS = [
  {
    program: 'redis-server',
    package: 'redis-server',
    variable: 'CHAPPE_TEST_REDIS',
    suites: 'the suites on Redis queues',
    checks: [['redis-server', '--version']],
  },
  {
    program: 'python-telegram-bot',
    package: 'python3-python-telegram-bot',
    variable: 'CHAPPE_TEST_PYTHON_TELEGRAM_BOT',
    suites: 'the sandbox with a client in Python',
    checks: [['/usr/bin/python3', '-W', 'ignore', '-c', 'import telegram.ext']],
  },
  {
    program: 'chromium',
    package: 'chromium',
    variable: 'CHAPPE_TEST_CHROMIUM',
    suites: 'the suites in a browser',
    checks: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].map((name) => [name, '--version']),
  },
];
const INSTALL_LIMIT_MS = 5 * 60_000;

/** Suites wait for effects about as long as they work. */
const WORKERS = String(Math.ceil(1.5 * availableParallelism()));

const startedAt = Date.now();
prepare();
prepareTools();
const extra = process.argv.slice(2);
const switches = findNeeds();
const runs = extra.includes('--selectProjects')
  ? [extra]
  : [
      [...extra, '--passWithNoTests', '--maxWorkers', WORKERS, '--ignoreProjects', 'crash'],
      [...extra, '--passWithNoTests', '--maxWorkers', '2', '--selectProjects', 'crash'], // they kill and count: nothing beside them
    ];
const codes = runs.map((args) => jest(args, switches));
for (const { program, suites, variable } of NEEDS) {
  if (switches[variable] === 'off') console.log(`skipped: ${suites}, because ${program} is not installed`);
}
console.log(`all suites in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
process.exit(codes.find((code) => code !== 0) ?? 0);

function findNeeds() {
  const missing = NEEDS.filter((need) => !isInstalled(need));
  if (missing.length > 0) install(missing);
  for (const { program, package: name, suites } of missing.filter((need) => !isInstalled(need))) {
    console.log(`${program} is not installed: ${suites} will be skipped. To run them: apt-get install ${name}.`);
  }
  return Object.fromEntries(NEEDS.map((need) => [need.variable, isInstalled(need) ? 'on' : 'off']));
}

/** By one of its names. */
function isInstalled({ checks }) {
  return checks.some(([program, ...args]) => spawnSync(program, args, { stdio: 'ignore' }).status === 0);
}

/** Only where it asks nobody: as root on Debian and its kin. A failure costs some suites, not the run. */
function install(needs) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  const names = needs.map((need) => need.package);
  console.log(`installing for the tests: ${names.join(', ')}`);
  const deadline = Date.now() + INSTALL_LIMIT_MS;
  // RUNLEVEL=1: the package starts no service, the tests start their own
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  for (const args of [['update'], ['install', '--yes', '--no-install-recommends', ...names]]) {
    const timeout = Math.max(1, deadline - Date.now());
    const { status, stderr } = spawnSync('apt-get', ['-qq', ...args], { env, timeout, stdio: ['ignore', 'ignore', 'pipe'] });
    if (status !== 0) return console.log(`apt-get ${args[0]} failed: ${stderr.toString().trim().split('\n').at(-1) ?? ''}`);
  }
}
