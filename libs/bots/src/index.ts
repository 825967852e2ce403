export { ALLOWED_UPDATES } from './allowed-updates';
export { BotsModule } from './bots.module';
export { BotsService } from './bots.service';
export { CreateBots } from './create-bots.migration';
export { HouseBotService } from './house-bot.service';
export { RunningBots, type RunningBot } from './running-bots';
export { TroubledBots } from './troubled-bots.migration';
export { WebhookSecrets } from './webhook-secrets';
export { WebhooksService } from './webhooks.service';
