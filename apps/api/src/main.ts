import 'reflect-metadata';
import { createHttpApp, DatabaseConfig, ensureMigrated, HttpConfig, run, stopOnSignal, validateSettings } from '@app/platform';
import { ApiModule } from './api.module';
import { configureApi } from './configure-api';
import { migrations } from './migrations';

/** One process of the API. */
run(async () => {
  validateSettings();
  await ensureMigrated(new DatabaseConfig().url, migrations);
  const app = await createHttpApp(ApiModule);
  configureApi(app);
  stopOnSignal(app, { balanced: true });
  await app.listen(new HttpConfig().port, '0.0.0.0');
});
