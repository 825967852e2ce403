import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import {
  createHttpApp,
  DatabaseConfig,
  ensureMigrated,
  HttpConfig,
  run,
  startWarnings,
  stopOnSignal,
  validateSettings,
} from '@app/platform';
import { ApiModule } from './api.module';
import { configureApi } from './configure-api';
import { migrations } from './migrations';

/** One process of the API. */
run(async () => {
  validateSettings();
  await ensureMigrated(new DatabaseConfig().url, migrations);
  const app = await createHttpApp(ApiModule);
  for (const words of startWarnings()) new Logger('Start').warn(words);
  configureApi(app);
  stopOnSignal(app, { balanced: true });
  await app.listen(new HttpConfig().port, '0.0.0.0');
});
