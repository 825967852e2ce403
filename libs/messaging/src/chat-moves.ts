import { Injectable } from '@nestjs/common';
import { ChatMovesService, MergeUnderWayError } from '@app/chat-membership';
import type { Claimed } from './claimed';

/** Follows groups of which Telegram says, when it is called, that they became supergroups. */
@Injectable()
export class ChatMoves {
  constructor(private readonly moves: ChatMovesService) {}

  /** While a call to the supergroup is on the wire, too, nothing happens: Telegram will tell of the move again. */
  async follow({ botId, telegramId }: Claimed, toTelegramId: number): Promise<void> {
    await this.moves.follow(botId, telegramId, toTelegramId).catch((error: unknown) => {
      if (!(error instanceof MergeUnderWayError)) throw error;
    });
  }
}
