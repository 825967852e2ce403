export type { Chat, ChatType } from './chat.entity';
export { ChatMembershipModule } from './chat-membership.module';
export { ChatMovesService, MergeUnderWayError } from './chat-moves.service';
export { ChatReferencesRegistry, type ChatReferences } from './chat-references';
export { ChatsObserver } from './chats.observer';
export { ChatsService } from './chats.service';
export { CreateChats } from './create-chats.migration';
export { ForgetChats } from './forget-chats.migration';
export { ForgottenChatsRepository } from './forgotten-chats.repository';
export { CreateTopics } from './create-topics.migration';
export { CreateMemberships } from './create-memberships.migration';
export { HiddenMembersRepository } from './hidden-members.repository';
export { MembershipsByBot } from './memberships-by-bot.migration';
export { MembershipsObserver } from './memberships.observer';
export { StatisticsService } from './statistics.service';
export { TalliesService, type Named } from './tallies.service';
export { TopicsObserver } from './topics.observer';
export { WeighWords } from './weigh-words.migration';
export {
  WhereaboutsRepository,
  type NamedChat,
  type NamedPerson,
  type Part,
  type Scope,
  type Span,
} from './whereabouts.repository';
