import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { WorkLoops } from '@app/platform';
import { BotsModule } from './bots.module';
import { HouseBotService } from './house-bot.service';
import { RunningBots } from './running-bots';
import { WebhooksService } from './webhooks.service';

/** Keeps the bots in step with their settings and with Telegram. */
@Module({ imports: [BotsModule] })
export class BotsWorkerModule implements OnApplicationBootstrap {
  constructor(
    private readonly house: HouseBotService,
    webhooks: WebhooksService,
    running: RunningBots,
    loops: WorkLoops,
  ) {
    const loop = loops.start('bots', () => webhooks.careForDue());
    running.onChanged(() => {
      loop.wake();
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.house.ensure();
  }
}
