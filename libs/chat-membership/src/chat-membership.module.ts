import { Module } from '@nestjs/common';
import { AccountDataRegistry, AuthModule } from '@app/auth';
import { ChatsObserver } from './chats.observer';
import { ChatsRepository } from './chats.repository';
import { ChatsService } from './chats.service';
import { PairingData } from './pairing-data';

@Module({
  imports: [AuthModule],
  providers: [ChatsObserver, ChatsRepository, ChatsService, PairingData],
  exports: [ChatsObserver, ChatsService],
})
export class ChatMembershipModule {
  constructor(registry: AccountDataRegistry, data: PairingData) {
    registry.register(data);
  }
}
