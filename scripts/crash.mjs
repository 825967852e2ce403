// `npm run test:crash`: the crash campaigns in full size; `npm test` runs it in small.
//   --size ci      the small one
//   --seed N       the choices of an earlier campaign once more
//   --sabotage     instead: the small campaign on copies that lack a protection, where it has to fail
import { parseArgs } from 'node:util';
import { jest, prepare } from './prepare.mjs';

const USAGE = 'usage: npm run test:crash -- [--size ci|full] [--seed N] [--sabotage]';

const { size, seed, sabotage } = readFlags();
prepare();
const campaigns = ['test/crash/campaign.spec.ts', 'test/crash/updates/campaign.spec.ts'];
const specs = sabotage ? ['test/crash/sabotage.spec.ts'] : campaigns;
const settings = { CRASH_SIZE: size, ...(seed && { CRASH_SEED: seed }), ...(sabotage && { CRASH_SABOTAGE: 'on' }) };
process.exit(jest(['--runInBand', '--selectProjects', 'crash', '--runTestsByPath', ...specs], settings));

function readFlags() {
  try {
    const { values } = parseArgs({
      options: {
        size: { type: 'string', default: 'full' },
        seed: { type: 'string' },
        sabotage: { type: 'boolean', default: false },
      },
    });
    if (!['ci', 'full'].includes(values.size)) throw new Error(`There is no size ${values.size}.`);
    if (values.seed !== undefined && !/^\d{1,10}$/.test(values.seed)) throw new Error('A seed is a whole number.');
    return values;
  } catch (error) {
    console.error(`${error.message}\n${USAGE}`);
    process.exit(1);
  }
}
