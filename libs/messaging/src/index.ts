export { CreateMessages } from './create-messages.migration';
export type { Message } from './message.entity';
export { MessageReplies } from './message-replies';
export { MessagesService } from './messages.service';
export { MessagingModule } from './messaging.module';
export { MessagePage, MessageView } from './messages.dto';
