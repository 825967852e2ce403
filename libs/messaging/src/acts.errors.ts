import { AppError } from '@app/platform';

export class TargetIsActError extends AppError {
  readonly kind = 'conflict';
  readonly code = 'messaging.target_is_act';

  constructor() {
    super('Edits, deletions and pins are not messages in the chat: name the message itself.');
  }
}

export class TargetNotSentError extends AppError {
  readonly kind = 'conflict';
  readonly code = 'messaging.target_not_sent';

  constructor(status: string) {
    super(`It was never sent: the message is ${status}.`);
  }
}

export class TargetScheduledError extends AppError {
  readonly kind = 'conflict';
  readonly code = 'messaging.target_scheduled';

  constructor() {
    super('It waits for its `sendAt`: take it back with `DELETE`, or send it the other way then.');
  }
}

export class TargetIsSeveralError extends AppError {
  readonly kind = 'conflict';
  readonly code = 'messaging.target_is_several';

  constructor() {
    super('It is several messages on Telegram, and cannot be edited as one.');
  }
}

export class TargetIsFileError extends AppError {
  readonly kind = 'conflict';
  readonly code = 'messaging.target_is_file';

  constructor() {
    super('The text was sent as a file (`overflow: file`), and cannot be edited.');
  }
}

export class TargetWithoutTextError extends AppError {
  readonly kind = 'conflict';
  readonly code = 'messaging.target_without_text';

  constructor(type: string) {
    super(
      `A message of type ${type} has neither a text nor a caption. Only its buttons can be changed: send \`keyboard\` without \`text\`.`,
    );
  }
}

export class TargetHasKeyboardError extends AppError {
  readonly kind = 'conflict';
  readonly code = 'messaging.target_has_keyboard';

  constructor() {
    super('Telegram changes no message that came with keys (`reply`) or with `forceReply`. Delete it, and send another one.');
  }
}

export class NotCancellableError extends AppError {
  readonly kind = 'conflict';
  readonly code = 'messaging.not_cancellable';

  constructor(status: string) {
    super(`Only a queued message can be cancelled; this one is ${status}.`);
  }
}

export class NotResendableError extends AppError {
  readonly kind = 'conflict';
  readonly code = 'messaging.not_resendable';

  constructor(status: string) {
    super(`Only what failed, expired, was cancelled or is uncertain can be sent once more; this message is ${status}.`);
  }
}

export class NotSchedulableError extends AppError {
  readonly kind = 'conflict';
  readonly code = 'messaging.not_schedulable';

  constructor() {
    super('Only a message that waits for its `sendAt` can be given another one; this one is on its way or has ended.');
  }
}
