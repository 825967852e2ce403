import { Injectable } from '@nestjs/common';
import { inPages, type AccountData } from '@app/auth';
import { AccountMessagesRepository } from './account-messages.repository';
import { MessagesRepository } from './messages.repository';

/** Messages that were sent for an account. */
@Injectable()
export class MessageData implements AccountData {
  readonly tables = ['messages', 'message_books'];

  constructor(
    private readonly messages: MessagesRepository,
    private readonly accountMessages: AccountMessagesRepository,
  ) {}

  export(accountId: string): Record<string, AsyncIterable<unknown>> {
    return { messages: this.sent(accountId) };
  }

  async erase(accountId: string): Promise<boolean> {
    await this.accountMessages.cancelAll(accountId);
    if (!(await this.accountMessages.removeEnded(accountId))) return false;
    await this.accountMessages.closeBooks(accountId);
    return true;
  }

  private async *sent(accountId: string): AsyncGenerator {
    for await (const message of inPages((limit, after) => this.messages.list({ accountId }, {}, limit, after))) {
      const { id, chatId, botTokenId, type, text, status, telegramMessageIds, createdAt, settledAt } = message;
      yield { id, chatId, botTokenId, type, text, status, telegramMessageIds, createdAt, settledAt };
    }
  }
}
