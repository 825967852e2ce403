import { Logger, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { Maintenance } from '@app/platform';
import { BotsModule } from './bots.module';
import { HouseBotService } from './house-bot.service';
import { RunningBots } from './running-bots';
import { WebhooksService } from './webhooks.service';

/** Keeps the bots in step with their settings and with Telegram. */
@Module({ imports: [BotsModule] })
export class BotsWorkerModule implements OnApplicationBootstrap {
  private readonly log = new Logger(BotsWorkerModule.name);

  constructor(
    private readonly house: HouseBotService,
    private readonly webhooks: WebhooksService,
    maintenance: Maintenance,
    running: RunningBots,
  ) {
    running.onChanged(() => {
      webhooks.careForDue().catch((error: unknown) => {
        this.log.debug({ err: error }, 'the bots could not be looked after'); // the next turn comes within seconds
      });
    });
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
