import { AppError } from '@app/platform';

export class ChatNotFoundError extends AppError {
  readonly kind = 'not-found';
  readonly code = 'chats.chat_not_found';

  constructor() {
    super('There is no such chat among those you may see: chats that are paired with you, and those of your bots.');
  }
}
