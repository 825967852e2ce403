import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import { BotTokensService } from '@app/bot-tokens';
import { ChatsService } from '@app/chat-membership';
import { MessagesService } from '@app/messaging';

/** Unlinks chats from accounts. */
@Injectable()
export class UnpairingService {
  constructor(
    private readonly db: Database,
    private readonly chats: ChatsService,
    private readonly tokens: BotTokensService,
    private readonly messages: MessagesService,
  ) {}

  /**
   * Ends a pairing: its bot tokens for the chat are good for nothing any more, and what still waits is not sent. False means that
   * it had ended already.
   */
  async unpair(chatId: string, pairingId: string): Promise<boolean> {
    return await this.db.transaction(async () => {
      // First, because whoever accepts a message locks its lane before the chat.
      await this.messages.cancelAllOfPairing(chatId, pairingId);
      const ended = await this.chats.unpair(chatId, pairingId);
      if (ended) await this.tokens.revokeAllOf(ended.accountId, ended.chatId);
      return ended !== null;
    });
  }
}
