import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { AccountDataRegistry, AuthModule } from '@app/auth';
import { BotTokensModule, TokenEndings } from '@app/bot-tokens';
import { BotsModule } from '@app/bots';
import { ChatMembershipModule } from '@app/chat-membership';
import { FilesModule } from '@app/files';
import { TelegramModule } from '@app/telegram';
import { UpdatesStoreModule } from '@app/updates';
import { Acceptance } from './acceptance';
import { AccountMessagesRepository } from './account-messages.repository';
import { ActsController } from './acts.controller';
import { ActsService } from './acts.service';
import { Backlogs } from './backlogs';
import { BotMessagesRepository } from './bot-messages.repository';
import { ChatLanesRepository } from './chat-lanes.repository';
import { Destinations } from './destinations';
import { DraftFiles } from './draft-files';
import { FilesInMessages } from './files-in-messages.repository';
import { ForgottenChatMessages } from './forgotten-chat-messages.repository';
import { MessageData } from './message-data';
import { MessageTalliesService } from './message-tallies.service';
import { MessageReplies } from './message-replies';
import { MessagesToPeople } from './messages-to-people';
import { MessagesController } from './messages.controller';
import { MessagesRepository } from './messages.repository';
import { MessagesService } from './messages.service';
import { MessagingConfig } from './messaging.config';
import { MessagingPorts } from './messaging-ports';
import { SearchSlots } from './search-slots';
import { SealedAnswers } from './sealed-answers';
import { SendHints, SENDS_QUEUE } from './sends.queue';
import { WebAddresses } from './web-addresses';

@Module({
  imports: [
    AuthModule,
    BotsModule,
    UpdatesStoreModule,
    BotTokensModule,
    ChatMembershipModule,
    FilesModule,
    TelegramModule,
    BullModule.registerQueue({ name: SENDS_QUEUE }),
  ],
  controllers: [MessagesController, ActsController],
  providers: [
    Acceptance,
    AccountMessagesRepository,
    ActsService,
    Backlogs,
    BotMessagesRepository,
    ChatLanesRepository,
    Destinations,
    DraftFiles,
    FilesInMessages,
    ForgottenChatMessages,
    MessageData,
    MessagesToPeople,
    MessageReplies,
    MessageTalliesService,
    MessagesRepository,
    MessagesService,
    MessagingConfig,
    MessagingPorts,
    SealedAnswers,
    SearchSlots,
    SendHints,
    WebAddresses,
  ],
  exports: [MessageReplies, MessageTalliesService, MessagesRepository, MessagesService, MessagesToPeople],
})
export class MessagingModule {
  constructor(registry: AccountDataRegistry, data: MessageData, endings: TokenEndings, messages: AccountMessagesRepository) {
    registry.register(data);
    endings.register(messages);
  }
}
