import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Module } from '@nestjs/common';
import { BotsModule, HouseBotService, WebhooksService } from '@app/bots';
import { PlatformModule, run, validateSettings } from '@app/platform';

@Module({ imports: [PlatformModule, BotsModule] })
class WebhooksModule {}

/** `npm run webhooks`: compares the webhooks with Telegram once, sets what differs, and says what it did. */
run(async () => {
  validateSettings();
  const app = await NestFactory.createApplicationContext(WebhooksModule, { logger: false, abortOnError: false });
  await app.get(HouseBotService).ensure();
  const reports = await app.get(WebhooksService).compareAndSet();
  await app.close();
  for (const { bot, outcome, detail } of reports) process.stdout.write(`@${bot}: ${outcome} (${detail})\n`);
  if (reports.length === 0) process.stdout.write('another process is at it; try again in a moment\n');
  if (reports.some((report) => report.outcome === 'failed')) process.exitCode = 1;
});
