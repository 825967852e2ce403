import { Module } from '@nestjs/common';
import { TelegramModule } from '@app/telegram';
import { BotsConfig } from './bots.config';
import { BotsRepository } from './bots.repository';
import { BotsService } from './bots.service';
import { HouseBotService } from './house-bot.service';
import { RunningBots } from './running-bots';
import { WebhookSecrets } from './webhook-secrets';
import { WebhookSetter } from './webhook-setter';
import { WebhookSetting } from './webhook-setting';
import { WebhooksService } from './webhooks.service';

@Module({
  imports: [TelegramModule],
  providers: [
    BotsConfig,
    BotsRepository,
    BotsService,
    HouseBotService,
    RunningBots,
    WebhookSecrets,
    WebhookSetter,
    WebhookSetting,
    WebhooksService,
  ],
  exports: [BotsRepository, BotsService, HouseBotService, RunningBots, WebhookSecrets, WebhooksService],
})
export class BotsModule {}
