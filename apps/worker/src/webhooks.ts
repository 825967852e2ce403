import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Module } from '@nestjs/common';
import { parseArgs } from 'node:util';
import { BotsModule, BotSecretsService, HouseBotService, WebhooksService } from '@app/bots';
import { PlatformModule, run, validateSettings } from '@app/platform';

@Module({ imports: [PlatformModule, BotsModule] })
class WebhooksModule {}

/**
 * `npm run webhooks`: compares the webhooks with Telegram once, sets what differs, and says what it did. With `--renew` all of them,
 * that of the house bot too, get another address and another secret first.
 */
run(async () => {
  const { renew } = parseArgs({ options: { renew: { type: 'boolean', default: false } } }).values;
  validateSettings();
  const app = await NestFactory.createApplicationContext(WebhooksModule, { logger: false, abortOnError: false });
  await app.get(HouseBotService).ensure();
  if (renew) await app.get(BotSecretsService).changeAllWebhookSecrets('operator');
  const reports = await app.get(WebhooksService).compareAndSet();
  await app.close();
  for (const { bot, outcome, detail } of reports) process.stdout.write(`@${bot}: ${outcome} (${detail})\n`);
  if (reports.length === 0) process.stdout.write('another process is at it; try again in a moment\n');
  if (reports.some((report) => report.outcome === 'failed')) process.exitCode = 1;
});
