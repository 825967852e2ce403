import { Injectable } from '@nestjs/common';
import { AccountsService } from '@app/auth';
import type { Chat } from '@app/chat-membership';
import { MessageReplies } from '@app/messaging';
import { linkedNotice } from './linked-notice';

/** What a chat is told about its pairing. */
@Injectable()
export class ChatNotices {
  constructor(
    private readonly accounts: AccountsService,
    private readonly replies: MessageReplies,
  ) {}

  /** Tells the chat who has linked it. */
  async linked({ id, botId, pairingId }: Chat, accountId: string): Promise<void> {
    const { name } = await this.accounts.get(accountId);
    await this.replies.enqueueFor({ botId, chatId: id }, 'sendMessage', linkedNotice(name, pairingId ?? ''));
  }
}
