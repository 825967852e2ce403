import { Injectable } from '@nestjs/common';
import { AccountsService } from '@app/auth';
import type { Chat } from '@app/chat-membership';
import { TelegramUsersService } from '@app/telegram-users';
import { languageOf, TextsService, type Say } from '@app/texts';
import { MessageReplies } from '@app/messaging';
import { linkedNotice } from './linked-notice';

/** What a chat is told about its pairing. */
@Injectable()
export class ChatNotices {
  constructor(
    private readonly accounts: AccountsService,
    private readonly replies: MessageReplies,
    private readonly people: TelegramUsersService,
    private readonly texts: TextsService,
  ) {}

  /** Tells the chat who has linked it. */
  async linked({ chat, topicId }: { chat: Chat; topicId: number | null }, accountId: string): Promise<void> {
    const { id, botId, pairingId } = chat;
    const { name } = await this.accounts.get(accountId);
    const notice = linkedNotice(await this.voiceOf(chat), name, pairingId ?? '');
    const place = topicId === null ? {} : { message_thread_id: topicId };
    await this.replies.enqueueFor({ botId, chatId: id }, 'sendMessage', { ...notice, ...place });
  }

  /** A private chat has the id of its person; a group speaks no language of its own. */
  private async voiceOf({ type, telegramId }: Chat): Promise<Say> {
    const spoken = type === 'private' ? await this.people.languageOf(telegramId) : null;
    return await this.texts.in(languageOf(spoken));
  }
}
