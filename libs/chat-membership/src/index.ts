export type { Chat } from './chat.entity';
export { ChatMembershipModule } from './chat-membership.module';
export { ChatsObserver } from './chats.observer';
export { ChatsService } from './chats.service';
export { CreateChats } from './create-chats.migration';
