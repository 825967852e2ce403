import { Injectable } from '@nestjs/common';
import { BotsService, type RunningBot } from '@app/bots';
import { ChatsService } from '@app/chat-membership';
import { ChatMoves } from './chat-moves';
import type { Claimed } from './claimed';
import type { Consequence } from './outcome';
import { TurnsRepository } from './turns.repository';

/** Draws what follows from an answer for the chat and the bot. */
@Injectable()
export class Consequences {
  constructor(
    private readonly bots: BotsService,
    private readonly chats: ChatsService,
    private readonly moves: ChatMoves,
    private readonly turns: TurnsRepository,
  ) {}

  async draw(message: Claimed, bot: RunningBot, consequence: Consequence): Promise<void> {
    const { botId, chatId, claimedAt } = message;
    switch (consequence.kind) {
      case 'chat-unreachable':
        await this.chats.markUnreachable(chatId, claimedAt);
        break;
      case 'chat-moved':
        await this.moves.follow(message, consequence.toTelegramId);
        break;
      case 'chat-limited':
        await this.turns.recordLimit(botId, chatId, consequence.seconds);
        break;
      case 'bot-revoked':
        await this.bots.pause(bot, 'token_revoked');
        break;
    }
  }
}
