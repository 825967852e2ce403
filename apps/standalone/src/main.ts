import { startedAt } from './started';
import 'reflect-metadata';
import { WebhooksService } from '@app/bots';
import {
  createHttpApp,
  DatabaseConfig,
  HttpConfig,
  migrate,
  run,
  startWarnings,
  stopOnSignal,
  validateSettings,
} from '@app/platform';
import { configureApi } from '../../api/src/configure-api';
import { migrations } from '../../api/src/migrations';
import { prepareEnvironment, type EmbeddedServices } from './embedded/prepare-environment';
import { StandaloneModule } from './standalone.module';

/** API, worker and whatever is missing, in one process. */
run(async () => {
  const services = await prepareEnvironment();
  try {
    await start(services);
  } catch (error) {
    await services.stop();
    throw error;
  }
});

/** Said when the embedded database is used on a host that others reach: what is closed then, and what opens it. */
const OPEN_TO_OTHERS =
  'PUBLIC_URL or TRUST_PROXY say that others reach this host. So there is no mailbox page (set SMTP_URL, else mail goes nowhere), nobody ' +
  'becomes admin by being first (ADMIN_EMAIL, or npm run admin -- <login>), /metrics need METRICS_TOKEN, and the public list PUBLIC_DIRECTORY=on.';

async function start(services: EmbeddedServices): Promise<void> {
  validateSettings();
  await migrate(new DatabaseConfig().url, migrations);
  const app = await createHttpApp(StandaloneModule);
  configureApi(app);
  const http = new HttpConfig();
  const { port, embedded } = http;
  stopOnSignal(app, { balanced: !embedded, last: () => services.stop() });
  try {
    await app.listen(port, embedded ? '127.0.0.1' : '0.0.0.0');
    await app.get(WebhooksService, { strict: false }).compareAtStart();
  } catch (error) {
    await app.close();
    throw error;
  }
  process.stdout.write(welcome(http, services));
}

function welcome({ port, embedded, forOwnMachine }: HttpConfig, { notes, sandboxUrl }: EmbeddedServices): string {
  const root = `http://localhost:${String(port)}`;
  const openToOthers = embedded && !forOwnMachine ? [OPEN_TO_OTHERS] : [];
  const lines = [
    `Chappe is ready in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s: ${root}`,
    ...(sandboxUrl === undefined ? [] : [`  play a person on Telegram   ${sandboxUrl}`]),
    `  API documentation           ${root}/docs`,
    ...(forOwnMachine ? [`  mailbox                     ${root}/dev/mail`] : []),
    ...[...openToOthers, ...startWarnings(), ...notes].map((note) => `  ${note}`),
  ];
  return `\n${lines.join('\n')}\n\n`;
}
