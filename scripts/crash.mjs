// `npm run test:crash`: the crash campaigns in full size; `npm test` runs them in small.
//   --size ci      the small ones
//   --seed N       the choices of an earlier campaign once more
//   --only NAME    one of them: messages, redis, trials or updates
//   --sabotage     instead: the small campaigns on copies that lack a protection, where they have to fail
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { jest, prepare } from './prepare.mjs';

const CAMPAIGNS = {
  messages: 'test/crash/campaign.spec.ts',
  redis: 'test/crash/redis-campaign.spec.ts',
  trials: 'test/crash/trials/campaign.spec.ts',
  updates: 'test/crash/updates/campaign.spec.ts',
};
const NAMES = Object.keys(CAMPAIGNS);
const USAGE = `usage: npm run test:crash -- [--size ci|full] [--seed N] [--only ${NAMES.join('|')}] [--sabotage]`;

const { size, seed, only, sabotage } = readFlags();
prepare();
const specs = sabotage ? ['test/crash/sabotage.spec.ts'] : only === undefined ? Object.values(CAMPAIGNS) : [CAMPAIGNS[only]];
const settings = {
  CRASH_SIZE: size,
  CHAPPE_TEST_REDIS: spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0 ? 'on' : 'off',
  ...(seed && { CRASH_SEED: seed }),
  ...(sabotage && { CRASH_SABOTAGE: 'on' }),
};
process.exit(jest(['--runInBand', '--selectProjects', 'crash', '--runTestsByPath', ...specs], settings));

function readFlags() {
  try {
    const { values } = parseArgs({
      options: {
        size: { type: 'string', default: 'full' },
        seed: { type: 'string' },
        only: { type: 'string' },
        sabotage: { type: 'boolean', default: false },
      },
    });
    if (!['ci', 'full'].includes(values.size)) throw new Error(`There is no size ${values.size}.`);
    if (values.only !== undefined && !NAMES.includes(values.only)) throw new Error(`There is no campaign ${values.only}.`);
    if (values.seed !== undefined && !/^\d{1,10}$/.test(values.seed)) throw new Error('A seed is a whole number.');
    return values;
  } catch (error) {
    console.error(`${error.message}\n${USAGE}`);
    process.exit(1);
  }
}
