import { Module } from '@nestjs/common';
import { AccountDataRegistry, AuthModule } from '@app/auth';
import { BotCallsRegistry, BotsModule } from '@app/bots';
import { TelegramUsersModule } from '@app/telegram-users';
import { UpdatesStoreModule } from '@app/updates';
import { ChatMovesRepository } from './chat-moves.repository';
import { ChatMovesService } from './chat-moves.service';
import { ChatReferencesRegistry } from './chat-references';
import { ChatsOfPersonController } from './chats-of-person.controller';
import { ChatsController } from './chats.controller';
import { ChatsObserver } from './chats.observer';
import { ChatsRepository } from './chats.repository';
import { ChatsService } from './chats.service';
import { ForgottenChatsRepository } from './forgotten-chats.repository';
import { HiddenMembersRepository } from './hidden-members.repository';
import { MembersRepository } from './members.repository';
import { MembershipsObserver } from './memberships.observer';
import { MembershipsRepository } from './memberships.repository';
import { MembershipsService } from './memberships.service';
import { PairingData } from './pairing-data';
import { PresenceData } from './presence-data';
import { StatisticsController } from './statistics.controller';
import { StatisticsRepository } from './statistics.repository';
import { StatisticsService } from './statistics.service';
import { TalliesRepository } from './tallies.repository';
import { TalliesService } from './tallies.service';
import { TopicsObserver } from './topics.observer';
import { TopicsRepository } from './topics.repository';
import { VisibleChatsRepository } from './visible-chats.repository';
import { VisibleChatsService } from './visible-chats.service';
import { WhereaboutsRepository } from './whereabouts.repository';

@Module({
  imports: [AuthModule, BotsModule, UpdatesStoreModule, TelegramUsersModule],
  controllers: [ChatsController, ChatsOfPersonController, StatisticsController],
  providers: [
    ChatMovesRepository,
    ChatMovesService,
    ChatReferencesRegistry,
    ChatsObserver,
    ChatsRepository,
    ChatsService,
    ForgottenChatsRepository,
    HiddenMembersRepository,
    MembersRepository,
    MembershipsObserver,
    MembershipsRepository,
    MembershipsService,
    PairingData,
    PresenceData,
    StatisticsRepository,
    StatisticsService,
    TalliesRepository,
    TalliesService,
    TopicsObserver,
    TopicsRepository,
    VisibleChatsRepository,
    VisibleChatsService,
    WhereaboutsRepository,
  ],
  exports: [
    ChatMovesService,
    ChatReferencesRegistry,
    ChatsObserver,
    ChatsService,
    ForgottenChatsRepository,
    HiddenMembersRepository,
    MembershipsObserver,
    StatisticsService,
    TalliesService,
    TopicsObserver,
    WhereaboutsRepository,
  ],
})
export class ChatMembershipModule {
  constructor(registry: AccountDataRegistry, data: PairingData, calls: BotCallsRegistry, hidden: HiddenMembersRepository) {
    registry.register(data);
    calls.register(hidden);
  }
}
