import { AppError } from '@app/platform';

export class MessageNotFoundError extends AppError {
  readonly kind = 'not-found';
  readonly code = 'messaging.message_not_found';

  constructor() {
    super('You have no such message.');
  }
}

export class ChatNotFoundError extends AppError {
  readonly kind = 'not-found';
  readonly code = 'messaging.chat_not_found';

  constructor() {
    super('You have no such chat: it must be paired with your account, or belong to one of your bots.');
  }
}

export class ChatMissingError extends AppError {
  readonly kind = 'malformed';
  readonly code = 'messaging.chat_missing';
  override readonly fields = [{ field: 'chatId', message: 'chatId must be the id of one of your chats' }];

  constructor() {
    super('Say to which chat: send `chatId`, or use a bot token, which knows its chat.');
  }
}

export class ForeignChatError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'messaging.token_bound';
  override readonly fields = [{ field: 'chatId', message: 'chatId must be left out, or be the chat of the bot token' }];

  constructor() {
    super('This bot token sends to one chat only. Leave `chatId` out.');
  }
}

export class KeyReusedError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'messaging.idempotency_key_reused';

  constructor() {
    super('This Idempotency-Key was used for another request. Use a new key for each message.');
  }
}

export class KeyMalformedError extends AppError {
  readonly kind = 'malformed';
  readonly code = 'messaging.idempotency_key_malformed';
  override readonly fields = [
    { field: 'Idempotency-Key', message: 'Idempotency-Key must have 1 to 255 visible ASCII characters' },
  ];

  constructor() {
    super('The header Idempotency-Key must have 1 to 255 visible ASCII characters.');
  }
}

export class TargetNotFoundError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'messaging.target_not_found';
  override readonly fields = [
    { field: 'replyTo.messageId', message: 'replyTo.messageId must be a message of yours in this chat' },
  ];

  constructor() {
    super('You have no such message in this chat to reply to.');
  }
}

/** A topic of direct messages was named for a chat that has none. */
export class NoDirectMessagesError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'messaging.no_direct_messages';
  override readonly fields = [{ field: 'directMessagesTopicId', message: 'directMessagesTopicId does not belong to this chat' }];

  constructor() {
    super(
      'This chat does not hold the direct messages of a channel, so there is no directMessagesTopicId in it. Leave it out; for a topic of a forum there is topicId.',
    );
  }
}

/** A message to the direct messages of a channel is for one writer. */
export class DirectMessagesTopicMissingError extends AppError {
  readonly kind = 'invalid';
  readonly code = 'messaging.direct_messages_topic_missing';
  override readonly fields = [{ field: 'directMessagesTopicId', message: 'directMessagesTopicId is needed in this chat' }];

  constructor() {
    super(
      'This chat holds the direct messages of a channel: each writer has a topic of their own. Say in directMessagesTopicId whom the message is for; topicId means nothing here.',
    );
  }
}

export class TooManySearchesError extends AppError {
  readonly kind = 'limited';
  readonly code = 'messaging.too_many_searches';
  override readonly retryAfterSeconds = 1;

  constructor(most: number) {
    super(`Your account has ${String(most)} searches for words under way. Wait for one of them.`);
  }
}
