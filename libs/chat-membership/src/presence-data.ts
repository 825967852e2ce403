import { Injectable } from '@nestjs/common';
import { PersonDataRegistry, type KnownPerson, type PersonData } from '@app/updates';
import { ChatsService } from './chats.service';
import { ForgottenChatsRepository } from './forgotten-chats.repository';

/** Where people are, and the private chats with them. */
@Injectable()
export class PresenceData implements PersonData {
  readonly tables = ['chats', 'memberships', 'topics'];

  constructor(
    registry: PersonDataRegistry,
    private readonly chats: ChatsService,
    private readonly forgotten: ForgottenChatsRepository,
  ) {
    registry.register(this);
  }

  async forget({ botId, telegramId }: KnownPerson): Promise<void> {
    const chat = await this.chats.find(botId, telegramId);
    if (chat && chat.pairingId !== null) await this.chats.unpair(chat.id, chat.pairingId);
    await this.forgotten.add(botId, telegramId);
  }
}
