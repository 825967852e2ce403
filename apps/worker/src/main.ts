import 'reflect-metadata';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FrameworkLogger, run, serveHealth, startLogger, startWarnings, stopOnSignal, validateSettings } from '@app/platform';
import { WebhooksService } from '@app/bots';
import { WorkerModule } from './worker.module';

/** One worker process. It has no routes but its health. */
run(async () => {
  validateSettings();
  const app = await NestFactory.createApplicationContext(WorkerModule, {
    bufferLogs: true,
    logger: startLogger(),
    abortOnError: false,
  });
  app.useLogger(app.get(FrameworkLogger));
  for (const words of startWarnings()) new Logger('Start').warn(words);
  const health = serveHealth(app);
  stopOnSignal(app, {
    balanced: false,
    last: async () => {
      await new Promise((resolve) => health.close(resolve));
    },
  });
  await app.get(WebhooksService, { strict: false }).compareAtStart();
});
