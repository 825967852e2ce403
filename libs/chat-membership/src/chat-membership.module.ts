import { Module } from '@nestjs/common';
import { ChatsObserver } from './chats.observer';
import { ChatsRepository } from './chats.repository';
import { ChatsService } from './chats.service';

@Module({
  providers: [ChatsObserver, ChatsRepository, ChatsService],
  exports: [ChatsObserver, ChatsService],
})
export class ChatMembershipModule {}
