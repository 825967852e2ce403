import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import { BotTokensService } from '@app/bot-tokens';
import { ChatsService, type Chat } from '@app/chat-membership';
import { ChatPairedError } from './cabinet.errors';
import { ChatNotices } from './chat-notices';
import { PairingCodesService } from './pairing-codes.service';

/** Links chats with accounts, and unlinks them. */
@Injectable()
export class PairingService {
  constructor(
    private readonly db: Database,
    private readonly codes: PairingCodesService,
    private readonly chats: ChatsService,
    private readonly tokens: BotTokensService,
    private readonly notices: ChatNotices,
  ) {}

  /**
   * Counts a try to pair, apart from any transaction: it stays counted when the code turns out to be wrong.
   *
   * @throws TooManyTriesError
   */
  async countTry(accountId: string): Promise<void> {
    await this.codes.countTry(accountId);
  }

  /**
   * Links the chat that showed the code: who types it has the consent of who read it. The chat is told at once.
   *
   * @throws CodeUnknownError, ChatPairedError
   */
  async pair(accountId: string, code: string): Promise<Chat> {
    return await this.db.transaction(async () => {
      const chatId = await this.codes.redeem(accountId, code);
      const chat = await this.chats.pair(chatId, accountId);
      if (!chat) throw new ChatPairedError();
      await this.notices.linked(chat, accountId);
      return chat;
    });
  }

  /** Ends a pairing: its bot tokens for the chat are good for nothing any more. False means that it had ended already. */
  async unpair(botId: string, pairingId: string): Promise<boolean> {
    return await this.db.transaction(async () => {
      const ended = await this.chats.unpair(botId, pairingId);
      if (ended) await this.tokens.revokeAllOf(ended.accountId, ended.chatId);
      return ended !== null;
    });
  }
}
