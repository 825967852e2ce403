import { startedAt } from './started';
import 'reflect-metadata';
import { WebhooksService } from '@app/bots';
import { createHttpApp, DatabaseConfig, HttpConfig, migrate, run, stopOnSignal, validateSettings } from '@app/platform';
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

async function start(services: EmbeddedServices): Promise<void> {
  validateSettings();
  await migrate(new DatabaseConfig().url, migrations);
  const app = await createHttpApp(StandaloneModule);
  configureApi(app);
  const { port, embedded } = new HttpConfig();
  stopOnSignal(app, { balanced: !embedded, last: () => services.stop() });
  try {
    await app.listen(port, embedded ? '127.0.0.1' : '0.0.0.0');
    await app.get(WebhooksService, { strict: false }).compareAtStart();
  } catch (error) {
    await app.close();
    throw error;
  }
  process.stdout.write(welcome(port, services));
}

function welcome(port: number, { notes, sandboxUrl }: EmbeddedServices): string {
  const root = `http://localhost:${String(port)}`;
  const lines = [
    `Chappe is ready in ${((performance.now() - startedAt) / 1_000).toFixed(1)} s: ${root}`,
    ...(sandboxUrl === undefined ? [] : [`  play a person on Telegram   ${sandboxUrl}`]),
    `  API documentation           ${root}/docs`,
    `  mailbox                     ${root}/dev/mail`,
    ...notes.map((note) => `  ${note}`),
  ];
  return `\n${lines.join('\n')}\n\n`;
}
