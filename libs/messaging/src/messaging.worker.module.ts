import { Module } from '@nestjs/common';
import { BotsModule } from '@app/bots';
import { ChatMembershipModule } from '@app/chat-membership';
import { FilesModule } from '@app/files';
import { TelegramModule } from '@app/telegram';
import { CarriedFiles } from './carried-files';
import { ChatMoves } from './chat-moves';
import { Consequences } from './consequences';
import { DeliveryService } from './delivery.service';
import { MessageRetention } from './message-retention.repository';
import { MessagesToPeople } from './messages-to-people';
import { MessagingChores } from './messaging-chores';
import { MessagingConfig } from './messaging.config';
import { MessagingModule } from './messaging.module';
import { SealedAnswers } from './sealed-answers';
import { SelfAuditRepository } from './self-audit.repository';
import { SelfAuditService } from './self-audit.service';
import { SendsProcessor } from './sends.processor';
import { Settlements } from './settlements';
import { TurnsRepository } from './turns.repository';
import { TurnsService } from './turns.service';

/** Sends what was accepted. */
@Module({
  imports: [BotsModule, ChatMembershipModule, FilesModule, MessagingModule, TelegramModule],
  providers: [
    CarriedFiles,
    ChatMoves,
    Consequences,
    DeliveryService,
    MessageRetention,
    MessagingChores,
    MessagingConfig,
    SealedAnswers,
    SelfAuditRepository,
    SelfAuditService,
    SendsProcessor,
    Settlements,
    TurnsRepository,
    TurnsService,
  ],
})
export class MessagingWorkerModule {
  constructor(chores: MessagingChores, toPeople: MessagesToPeople, audit: SelfAuditService) {
    chores.register(toPeople, audit);
  }
}
