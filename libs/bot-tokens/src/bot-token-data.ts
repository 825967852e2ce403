import { Injectable } from '@nestjs/common';
import { inPages, type AccountData } from '@app/auth';
import { BotTokensRepository } from './bot-tokens.repository';

/** Send keys of an account. */
@Injectable()
export class BotTokenData implements AccountData {
  readonly tables = ['bot_tokens'];

  constructor(private readonly tokens: BotTokensRepository) {}

  export(accountId: string): Record<string, AsyncIterable<unknown>> {
    return { botTokens: this.keys(accountId) };
  }

  async erase(accountId: string): Promise<boolean> {
    await this.tokens.removeAllOf(accountId);
    return true;
  }

  private async *keys(accountId: string): AsyncGenerator {
    for await (const token of inPages((limit, after) => this.tokens.everyOf(accountId, limit, after))) {
      const { id, name, botId, chatId, ending, createdAt, expiresAt, revokedAt, lastUsedAt } = token;
      yield { id, name, botId, chatId, ending, createdAt, expiresAt, revokedAt, lastUsedAt };
    }
  }
}
