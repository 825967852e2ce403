export type { Chat } from './chat.entity';
export { ChatMembershipModule } from './chat-membership.module';
export { ChatMovesService, MergeUnderWayError } from './chat-moves.service';
export { ChatReferencesRegistry, type ChatReferences } from './chat-references';
export { ChatsObserver } from './chats.observer';
export { ChatsService } from './chats.service';
export { CreateChats } from './create-chats.migration';
export { CreateMemberships } from './create-memberships.migration';
export { MembershipsObserver } from './memberships.observer';
