import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import { BotTokensService } from '@app/bot-tokens';
import { ChatsService } from '@app/chat-membership';
import type { Claimed } from './claimed';
import { TurnsRepository } from './turns.repository';

/** Follows groups that became supergroups. */
@Injectable()
export class ChatMoves {
  constructor(
    private readonly db: Database,
    private readonly chats: ChatsService,
    private readonly tokens: BotTokensService,
    private readonly turns: TurnsRepository,
  ) {}

  /**
   * Gives a chat its new Telegram id. If the bot has met the chat under that id already, the two become one: messages go
   * on in the order in which they were accepted, tokens and pairing stay. While a call to the other one is on the wire
   * nothing happens: Telegram will tell of the move again.
   */
  async follow({ botId, chatId }: Claimed, toTelegramId: number): Promise<void> {
    await this.db.transaction(async () => {
      const other = await this.chats.find(botId, toTelegramId);
      if (other?.id === chatId) return;
      if (other) {
        if (!(await this.turns.absorbLane(other.id, chatId))) return;
        await this.tokens.rebind(other.id, chatId);
        await this.chats.absorb(other.id, chatId);
      }
      await this.chats.move(chatId, toTelegramId);
    });
  }
}
