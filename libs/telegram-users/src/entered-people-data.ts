import { Injectable } from '@nestjs/common';
import { inPages, type AccountData } from '@app/auth';
import { TelegramUsersRepository } from './telegram-users.repository';

/** People whom an account has entered. Whom bots met belongs to nobody. */
@Injectable()
export class EnteredPeopleData implements AccountData {
  readonly tables = ['telegram_users'];

  constructor(private readonly people: TelegramUsersRepository) {}

  export(accountId: string): Record<string, AsyncIterable<unknown>> {
    return { enteredPeople: this.entered(accountId) };
  }

  async erase(accountId: string): Promise<boolean> {
    await this.people.removeAllOf(accountId);
    return true;
  }

  private async *entered(accountId: string): AsyncGenerator {
    for await (const person of inPages((limit, after) => this.people.enteredBy(accountId, limit, after))) {
      const { id, telegramId, username, firstName, lastName, languageCode, createdAt, updatedAt } = person;
      yield { id, telegramId: String(telegramId), username, firstName, lastName, languageCode, createdAt, updatedAt };
    }
  }
}
