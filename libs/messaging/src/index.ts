export { CreateMessages } from './create-messages.migration';
export type { Message } from './message.entity';
export { MessageReplies } from './message-replies';
export { MessageTalliesService } from './message-tallies.service';
export { MessagesService } from './messages.service';
export { MessagingModule } from './messaging.module';
export { MessagePage, MessageView } from './messages.dto';
