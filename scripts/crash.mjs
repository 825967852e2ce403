// `npm run test:crash`: the crash campaigns in full size; `npm test` runs them in small.
import { jest, prepare } from './prepare.mjs';

prepare();
process.exit(jest([...process.argv.slice(2), '--runInBand', '--selectProjects', 'crash'], { CRASH_SIZE: 'full' }));
