export { CreateMessages } from './create-messages.migration';
export { WidenMessages } from './widen-messages.migration';
export type { Message } from './message.entity';
export { MessageReplies } from './message-replies';
export { MessageTalliesService } from './message-tallies.service';
export { MessagesService } from './messages.service';
export { MessagingModule } from './messaging.module';
export { messageListOf } from './message-list';
export { MessagePage, MessagesQuery, type MessageView } from './messages.dto';
