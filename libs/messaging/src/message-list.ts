import type { Sender } from '@app/bot-tokens';
import type { Listing } from '@app/platform';
import type { Message } from './message.entity';
import type { MessageSearch } from './message-search.repository';
import { MessageView } from './message-views.dto';
import type { MessagesService } from './messages.service';

/** The messages of a sender, as pages and as a file. */
export function messageListOf(messages: MessagesService, sender: Sender, search: MessageSearch): Listing<Message, MessageView> {
  return {
    name: 'messages',
    columns: COLUMNS,
    rows: (limit, after) => messages.list(sender, search, limit, after),
    view: (message) => MessageView.of(message),
  };
}

const COLUMNS: Listing<Message, MessageView>['columns'] = [
  'id',
  'chatId',
  'type',
  'text',
  'status',
  'attempt',
  'possibleDuplicate',
  'telegramMessageId',
  'createdAt',
  'sendAt',
  'settledAt',
];
