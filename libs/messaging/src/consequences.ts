import { Injectable } from '@nestjs/common';
import { BotsService } from '@app/bots';
import { ChatsService } from '@app/chat-membership';
import type { Claimed } from './claimed';
import type { Consequence } from './outcome';
import { TurnsRepository } from './turns.repository';

/** Draws what follows from an answer for the chat and the bot. */
@Injectable()
export class Consequences {
  constructor(
    private readonly bots: BotsService,
    private readonly chats: ChatsService,
    private readonly turns: TurnsRepository,
  ) {}

  async draw({ botId, chatId, claimedAt }: Claimed, consequence: Consequence): Promise<void> {
    switch (consequence.kind) {
      case 'chat-unreachable':
        await this.chats.markUnreachable(chatId, claimedAt);
        break;
      case 'chat-moved':
        await this.chats.move(chatId, consequence.toTelegramId);
        break;
      case 'chat-limited':
        await this.turns.recordLimit(botId, chatId, consequence.seconds);
        break;
      case 'bot-revoked':
        await this.bots.pause(botId, 'token_revoked');
        break;
    }
  }
}
