import { Injectable } from '@nestjs/common';
import { inPages, type AccountData } from '@app/auth';
import { ChatsRepository } from './chats.repository';

/** Chats that are paired with an account. The chats themselves are the bot's: they stay, and are free again. */
@Injectable()
export class PairingData implements AccountData {
  readonly tables = ['chats'];

  constructor(private readonly chats: ChatsRepository) {}

  export(accountId: string): Record<string, AsyncIterable<unknown>> {
    return { pairedChats: this.paired(accountId) };
  }

  async erase(accountId: string): Promise<boolean> {
    await this.chats.unpairAllOf(accountId);
    return true;
  }

  private async *paired(accountId: string): AsyncGenerator {
    for await (const chat of inPages((limit, after) => this.chats.pairedWith(accountId, limit, after))) {
      const { id, botId, telegramId, type, title, username, pairedAt } = chat;
      yield { id, botId, telegramId: String(telegramId), type, title, username, pairedAt };
    }
  }
}
