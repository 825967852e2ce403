import { Injectable } from '@nestjs/common';
import { PersonDataRegistry, type KnownPerson, type PersonData } from '@app/updates';
import { BotTokensRepository } from './bot-tokens.repository';

/** Bot tokens that send to the private chat of a person. */
@Injectable()
export class TokensToPeople implements PersonData {
  readonly tables = ['bot_tokens'];

  constructor(
    registry: PersonDataRegistry,
    private readonly tokens: BotTokensRepository,
  ) {
    registry.register(this);
  }

  async forget({ botId, telegramId }: KnownPerson): Promise<void> {
    await this.tokens.revokeAllTo(botId, telegramId);
  }
}
