import { Module } from '@nestjs/common';
import { AccountDataRegistry, AuthModule } from '@app/auth';
import { ChatMovesRepository } from './chat-moves.repository';
import { ChatMovesService } from './chat-moves.service';
import { ChatReferencesRegistry } from './chat-references';
import { ChatsObserver } from './chats.observer';
import { ChatsRepository } from './chats.repository';
import { ChatsService } from './chats.service';
import { MembershipsObserver } from './memberships.observer';
import { MembershipsRepository } from './memberships.repository';
import { MembershipsService } from './memberships.service';
import { PairingData } from './pairing-data';

@Module({
  imports: [AuthModule],
  providers: [
    ChatMovesRepository,
    ChatMovesService,
    ChatReferencesRegistry,
    ChatsObserver,
    ChatsRepository,
    ChatsService,
    MembershipsObserver,
    MembershipsRepository,
    MembershipsService,
    PairingData,
  ],
  exports: [ChatMovesService, ChatReferencesRegistry, ChatsObserver, ChatsService, MembershipsObserver],
})
export class ChatMembershipModule {
  constructor(registry: AccountDataRegistry, data: PairingData) {
    registry.register(data);
  }
}
