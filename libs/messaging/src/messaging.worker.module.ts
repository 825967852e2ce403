import { Logger, Module } from '@nestjs/common';
import { Maintenance, Metrics } from '@app/platform';
import { BotsModule } from '@app/bots';
import { ChatMembershipModule } from '@app/chat-membership';
import { TelegramModule } from '@app/telegram';
import { ChatMoves } from './chat-moves';
import { Consequences } from './consequences';
import { DeliveryService } from './delivery.service';
import { MessagesRepository } from './messages.repository';
import { MessagingModule } from './messaging.module';
import { SendsProcessor } from './sends.processor';
import { Settlements } from './settlements';
import { TurnsRepository } from './turns.repository';
import { TurnsService } from './turns.service';

/** Sends what was accepted. */
@Module({
  imports: [BotsModule, ChatMembershipModule, MessagingModule, TelegramModule],
  providers: [ChatMoves, Consequences, DeliveryService, SendsProcessor, Settlements, TurnsRepository, TurnsService],
})
export class MessagingWorkerModule {
  private readonly log = new Logger(MessagingWorkerModule.name);
  constructor(
    maintenance: Maintenance,
    metrics: Metrics,
    private readonly turns: TurnsRepository,
    private readonly messages: MessagesRepository,
  ) {
    maintenance.register({ name: 'messaging.recount', everySeconds: 60, run: () => this.recount() });
    maintenance.register({ name: 'messaging.forget-keys', everySeconds: 3_600, run: () => this.forgetKeys() });
    metrics.gauge('chappe_messages_open', 'Messages that have not come to an end', () => turns.countOpen());
  }

  private async recount(): Promise<void> {
    const mended = await this.turns.recount();
    if (mended > 0) this.log.error({ mended }, 'lanes had wrong figures');
  }

  private async forgetKeys(): Promise<void> {
    while ((await this.messages.forgetKeys()) > 0);
  }
}
