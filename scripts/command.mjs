// `npm run admin`, `npm run migrate`, `npm run webhooks`: runs a command of the build with `.env` read and the embedded database up, if it is the one in use.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ROOT, node, prepare } from './prepare.mjs';

const COMMANDS = {
  admin: 'apps/api/src/admin.js',
  migrate: 'apps/api/src/migrate.js',
  webhooks: 'apps/worker/src/webhooks.js',
};

const [, , name, ...rest] = process.argv;
prepare();
const { prepareDatabase } = createRequire(import.meta.url)(
  join(ROOT, 'dist', 'apps', 'standalone', 'src', 'embedded', 'prepare-environment.js'),
);
const services = await prepareDatabase(process.env);
const code = node(join(ROOT, 'dist', COMMANDS[name]), rest);
await services.stop();
process.exit(code);
