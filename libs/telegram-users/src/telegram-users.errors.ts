import { AppError } from '@app/platform';

export class TelegramUserNotFoundError extends AppError {
  readonly kind = 'not-found';
  readonly code = 'telegram_users.not_found';

  constructor() {
    super('There is no such person among those you may see.');
  }
}

export class TelegramUserReadOnlyError extends AppError {
  readonly kind = 'forbidden';
  readonly code = 'telegram_users.read_only';

  constructor() {
    super(
      'This person was learned by a bot and follows their own profile. Only people whom you entered yourself can be changed.',
    );
  }
}

export class TelegramUserEnteredError extends AppError {
  readonly kind = 'conflict';
  readonly code = 'telegram_users.already_entered';
  override readonly fields = [{ field: 'telegramId', message: 'telegramId is among your people already' }];

  constructor() {
    super('You have entered this person already. Change that entry instead.');
  }
}

export class DirectoryOffError extends AppError {
  readonly kind = 'not-found';
  readonly code = 'telegram_users.directory_off';

  constructor() {
    super('This installation shows no public list. Its operator can switch it on with PUBLIC_DIRECTORY=on.');
  }
}
