// `npm run openapi`: writes the description of the API from the code as it is.
import { join } from 'node:path';
import { ROOT, node, prepare } from './prepare.mjs';

prepare();
const script = join(ROOT, 'dist', 'apps', 'api', 'src', 'openapi.js');
process.exit(node(script, [join('libs', 'sdk', 'openapi.json'), ...process.argv.slice(2)]));
