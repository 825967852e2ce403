import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { Maintenance } from '@app/platform';
import { BotsModule } from './bots.module';
import { HouseBotService } from './house-bot.service';
import { WebhooksService } from './webhooks.service';

/** Keeps the bots in step with their settings and with Telegram. */
@Module({ imports: [BotsModule] })
export class BotsWorkerModule implements OnApplicationBootstrap {
  constructor(
    private readonly house: HouseBotService,
    private readonly webhooks: WebhooksService,
    maintenance: Maintenance,
  ) {
    maintenance.register({
      name: 'bots.webhooks',
      everySeconds: 5,
      run: () => webhooks.careForDue(),
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.house.ensure();
  }
}
