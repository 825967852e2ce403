import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import { BotTokensService } from '@app/bot-tokens';
import { ChatsService } from '@app/chat-membership';

/** Unlinks chats from accounts. */
@Injectable()
export class UnpairingService {
  constructor(
    private readonly db: Database,
    private readonly chats: ChatsService,
    private readonly tokens: BotTokensService,
  ) {}

  /** Ends a pairing: its bot tokens for the chat are good for nothing any more. False means that it had ended already. */
  async unpair(chatId: string, pairingId: string): Promise<boolean> {
    return await this.db.transaction(async () => {
      const ended = await this.chats.unpair(chatId, pairingId);
      if (ended) await this.tokens.revokeAllOf(ended.accountId, ended.chatId);
      return ended !== null;
    });
  }
}
