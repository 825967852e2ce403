import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { BotTokensModule } from '@app/bot-tokens';
import { ChatMembershipModule } from '@app/chat-membership';
import { Destinations } from './destinations';
import { MessageReplies } from './message-replies';
import { MessagesController } from './messages.controller';
import { MessagesRepository } from './messages.repository';
import { MessagesService } from './messages.service';
import { SendHints, SENDS_QUEUE } from './sends.queue';

@Module({
  imports: [BotTokensModule, ChatMembershipModule, BullModule.registerQueue({ name: SENDS_QUEUE })],
  controllers: [MessagesController],
  providers: [Destinations, MessageReplies, MessagesRepository, MessagesService, SendHints],
  exports: [MessageReplies, MessagesRepository, MessagesService],
})
export class MessagingModule {}
