import { Module } from '@nestjs/common';
import { AccountDataRegistry, AuthModule, TakenNames } from '@app/auth';
import { MailModule } from '@app/mail';
import { TelegramModule } from '@app/telegram';
import { BotCaretaker } from './bot-caretaker';
import { BotNotices } from './bot-notices';
import { BotCallsRegistry } from './bot-calls';
import { BotChangesService } from './bot-changes.service';
import { BotFarewell } from './bot-farewell';
import { BotHealthService } from './bot-health.service';
import { BotSecretsService } from './bot-secrets.service';
import { CareTurns } from './care-turns';
import { ConnectingService } from './connecting.service';
import { NewBots } from './new-bots';
import { OwnedBotsService } from './owned-bots.service';
import { TokenCheck } from './token-check';
import { WebhookProbe } from './webhook-probe';
import { BotsController } from './bots.controller';
import { BotsConfig, WebhookConfig } from './bots.config';
import { BotsRepository } from './bots.repository';
import { BotsService } from './bots.service';
import { HouseBotController } from './house-bot.controller';
import { HouseBotService } from './house-bot.service';
import { OwnedBotsData } from './owned-bots-data';
import { RunningBots } from './running-bots';
import { WebhookDoctor } from './webhook-doctor';
import { WebhookSecrets } from './webhook-secrets';
import { WebhookSetter } from './webhook-setter';
import { WebhookSetting } from './webhook-setting';
import { WebhooksService } from './webhooks.service';

@Module({
  imports: [AuthModule, MailModule, TelegramModule],
  controllers: [BotsController, HouseBotController],
  providers: [
    BotCaretaker,
    BotNotices,
    BotCallsRegistry,
    BotChangesService,
    BotFarewell,
    BotHealthService,
    BotSecretsService,
    CareTurns,
    ConnectingService,
    NewBots,
    OwnedBotsService,
    TokenCheck,
    WebhookProbe,
    BotsConfig,
    BotsRepository,
    BotsService,
    HouseBotService,
    OwnedBotsData,
    RunningBots,
    WebhookConfig,
    WebhookDoctor,
    WebhookSecrets,
    WebhookSetter,
    WebhookSetting,
    WebhooksService,
  ],
  exports: [
    BotCallsRegistry,
    BotSecretsService,
    BotsRepository,
    BotsService,
    HouseBotService,
    RunningBots,
    WebhookSecrets,
    WebhooksService,
  ],
})
export class BotsModule {
  constructor(registry: AccountDataRegistry, data: OwnedBotsData, names: TakenNames, house: HouseBotService) {
    names.register(() => house.names());
    registry.register(data);
  }
}
