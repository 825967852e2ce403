import { AppError } from '@app/platform';

export class MemberNotFoundError extends AppError {
  readonly kind = 'not-found';
  readonly code = 'chats.member_not_found';

  constructor() {
    super('There is nobody with this id among those who are or were in this chat.');
  }
}

export class ChatNotFoundError extends AppError {
  readonly kind = 'not-found';
  readonly code = 'chats.chat_not_found';

  constructor() {
    super('There is no such chat among those you may see: chats that are paired with you, and those of your bots.');
  }
}
