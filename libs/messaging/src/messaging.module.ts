import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { AccountDataRegistry, AuthModule } from '@app/auth';
import { BotTokensModule } from '@app/bot-tokens';
import { BotsModule } from '@app/bots';
import { ChatMembershipModule } from '@app/chat-membership';
import { AccountMessagesRepository } from './account-messages.repository';
import { ChatLanesRepository } from './chat-lanes.repository';
import { Destinations } from './destinations';
import { MessageData } from './message-data';
import { MessageTalliesService } from './message-tallies.service';
import { MessageReplies } from './message-replies';
import { MessagesController } from './messages.controller';
import { MessagesRepository } from './messages.repository';
import { MessagesService } from './messages.service';
import { MessagingPorts } from './messaging-ports';
import { SendHints, SENDS_QUEUE } from './sends.queue';

@Module({
  imports: [AuthModule, BotsModule, BotTokensModule, ChatMembershipModule, BullModule.registerQueue({ name: SENDS_QUEUE })],
  controllers: [MessagesController],
  providers: [
    AccountMessagesRepository,
    ChatLanesRepository,
    Destinations,
    MessageData,
    MessageReplies,
    MessageTalliesService,
    MessagesRepository,
    MessagesService,
    MessagingPorts,
    SendHints,
  ],
  exports: [MessageReplies, MessageTalliesService, MessagesRepository, MessagesService],
})
export class MessagingModule {
  constructor(registry: AccountDataRegistry, data: MessageData) {
    registry.register(data);
  }
}
