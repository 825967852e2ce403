import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import { ChatsService, type Chat } from '@app/chat-membership';
import { ChatPairedError } from './cabinet.errors';
import { ChatNotices } from './chat-notices';
import { PairingCodesService } from './pairing-codes.service';

/** A chat that was linked, and the topic that is meant if it is one. */
export interface PairedPlace {
  readonly chat: Chat;
  readonly topicId: number | null;
}

/** Links chats with accounts that type the code of the chat. */
@Injectable()
export class CodePairingService {
  constructor(
    private readonly db: Database,
    private readonly codes: PairingCodesService,
    private readonly chats: ChatsService,
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
  async pair(accountId: string, code: string): Promise<PairedPlace> {
    return await this.db.transaction(async () => {
      const { chatId, topicId } = await this.codes.redeem(accountId, code);
      const chat = await this.chats.pair(chatId, accountId);
      if (!chat) throw new ChatPairedError();
      await this.notices.linked({ chat, topicId }, accountId);
      return { chat, topicId };
    });
  }
}
