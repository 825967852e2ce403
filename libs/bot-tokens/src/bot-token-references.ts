import { Injectable } from '@nestjs/common';
import type { ChatReferences } from '@app/chat-membership';
import { BotTokensRepository } from './bot-tokens.repository';

/** Tokens for a chat that turns out to be another one send to that from then on. */
@Injectable()
export class BotTokenReferences implements ChatReferences {
  readonly tables = ['bot_tokens'];

  constructor(private readonly tokens: BotTokensRepository) {}

  async absorb(fromChatId: string, toChatId: string): Promise<boolean> {
    await this.tokens.rebind(fromChatId, toChatId);
    return true;
  }
}
