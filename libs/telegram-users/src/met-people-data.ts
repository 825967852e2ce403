import { Injectable } from '@nestjs/common';
import { PersonDataRegistry, type KnownPerson, type PersonData } from '@app/updates';
import { TelegramUsersRepository } from './telegram-users.repository';

/** People whom bots have met. A profile goes when the last bot forgets it. */
@Injectable()
export class MetPeopleData implements PersonData {
  readonly tables = ['telegram_users', 'telegram_user_meetings'];

  constructor(
    registry: PersonDataRegistry,
    private readonly people: TelegramUsersRepository,
  ) {
    registry.register(this);
  }

  async forget({ botId, telegramId }: KnownPerson): Promise<void> {
    await this.people.forget(botId, telegramId);
  }
}
