import { Module } from '@nestjs/common';
import { Metrics } from '@app/platform';
import { BotsModule } from '@app/bots';
import { ChatMembershipModule } from '@app/chat-membership';
import { TelegramModule } from '@app/telegram';
import { ChatMoves } from './chat-moves';
import { Consequences } from './consequences';
import { DeliveryService } from './delivery.service';
import { MessagingChores } from './messaging-chores';
import { MessagingModule } from './messaging.module';
import { SendsProcessor } from './sends.processor';
import { Settlements } from './settlements';
import { TurnsRepository } from './turns.repository';
import { TurnsService } from './turns.service';

/** Sends what was accepted. */
@Module({
  imports: [BotsModule, ChatMembershipModule, MessagingModule, TelegramModule],
  providers: [
    ChatMoves,
    Consequences,
    DeliveryService,
    MessagingChores,
    SendsProcessor,
    Settlements,
    TurnsRepository,
    TurnsService,
  ],
})
export class MessagingWorkerModule {
  constructor(metrics: Metrics, turns: TurnsRepository) {
    metrics.gauge('chappe_messages_open', 'Messages that have not come to an end', () => turns.countOpen());
  }
}
