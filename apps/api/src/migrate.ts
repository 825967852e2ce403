import 'reflect-metadata';
import { DatabaseConfig, migrate, run } from '@app/platform';
import { migrations } from './migrations';

/** `npm run migrate`: brings the database of DATABASE_URL up to this build. */
run(async () => {
  const applied = await migrate(new DatabaseConfig().url, migrations);
  process.stdout.write(applied.length > 0 ? `applied ${applied.join(', ')}\n` : 'nothing to do\n');
});
