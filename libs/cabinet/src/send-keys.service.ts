import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import { BotTokensService, type IssuedToken } from '@app/bot-tokens';
import { ChatsService, type Chat } from '@app/chat-membership';
import { CodeOrChatError, PairedChatNotFoundError } from './cabinet.errors';
import { PairingService } from './pairing.service';

/** For which chat a bot token is wanted: one that shows a code, or one that is paired already. */
export interface SendKeyRequest {
  readonly code?: string;
  readonly chatId?: string;
  readonly name?: string;
  readonly expiresAt?: Date;
}

export interface SendKey {
  readonly issued: IssuedToken;
  readonly chat: Chat;
}

/** Gives accounts the tokens with which their systems send. */
@Injectable()
export class SendKeysService {
  constructor(
    private readonly db: Database,
    private readonly pairing: PairingService,
    private readonly chats: ChatsService,
    private readonly tokens: BotTokensService,
  ) {}

  /** @throws CodeOrChatError, PairedChatNotFoundError, and what pairing throws */
  async issue(accountId: string, request: SendKeyRequest): Promise<SendKey> {
    const { code, chatId, name, expiresAt } = request;
    if ((code === undefined) === (chatId === undefined)) throw new CodeOrChatError();
    if (code !== undefined) await this.pairing.countTry(accountId);
    return await this.db.transaction(async () => {
      const chat = code === undefined ? await this.getPaired(accountId, chatId ?? '') : await this.pairing.pair(accountId, code);
      const issued = await this.tokens.issue({ accountId, botId: chat.botId, chatId: chat.id, name, expiresAt });
      return { issued, chat };
    });
  }

  private async getPaired(accountId: string, chatId: string): Promise<Chat> {
    const chat = await this.chats.findWritableBy(accountId, chatId);
    if (!chat) throw new PairedChatNotFoundError();
    return chat;
  }
}
