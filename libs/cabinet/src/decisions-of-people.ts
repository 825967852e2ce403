import { Injectable } from '@nestjs/common';
import { PersonDataRegistry, type KnownPerson, type PersonData } from '@app/updates';
import { ChatDecisionsRepository } from './chat-decisions.repository';

/** What people were about to decide about chats. */
@Injectable()
export class DecisionsOfPeople implements PersonData {
  readonly tables = ['chat_decisions', 'pairings'];

  constructor(
    registry: PersonDataRegistry,
    private readonly decisions: ChatDecisionsRepository,
  ) {
    registry.register(this);
  }

  async forget({ botId, telegramId }: KnownPerson): Promise<void> {
    await this.decisions.removeAllOf(botId, telegramId);
  }
}
