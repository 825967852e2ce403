import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import { BotTokensService, type IssuedToken } from '@app/bot-tokens';
import { ChatsService, type Chat } from '@app/chat-membership';
import { CodeOrChatError, PairedChatNotFoundError } from './cabinet.errors';
import { CodePairingService, type PairedPlace } from './code-pairing.service';

/** The general topic of a forum is written to like a chat without topics: by its number Telegram does not find it. */
const GENERAL = 1;

/** For which chat a bot token is wanted: one that shows a code, or one that is paired already. */
export interface SendKeyRequest {
  readonly code?: string;
  readonly chatId?: string;
  /** With a chat: only to this topic of it. */
  readonly topicId?: number;
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
    private readonly pairing: CodePairingService,
    private readonly chats: ChatsService,
    private readonly tokens: BotTokensService,
  ) {}

  /** @throws CodeOrChatError, PairedChatNotFoundError, and what pairing throws */
  async issue(accountId: string, request: SendKeyRequest): Promise<SendKey> {
    const { code, name, expiresAt } = request;
    if ((code === undefined) === (request.chatId === undefined)) throw new CodeOrChatError();
    if (code !== undefined) await this.pairing.countTry(accountId);
    return await this.db.transaction(async () => {
      const place = code === undefined ? await this.getPaired(accountId, request) : await this.pairing.pair(accountId, code);
      const { chat, topicId } = place;
      const issued = await this.tokens.issue({ accountId, botId: chat.botId, chatId: chat.id, topicId, name, expiresAt });
      return { issued, chat };
    });
  }

  private async getPaired(accountId: string, { chatId = '', topicId }: SendKeyRequest): Promise<PairedPlace> {
    const chat = await this.chats.findWritableBy(accountId, chatId);
    if (!chat) throw new PairedChatNotFoundError();
    return { chat, topicId: topicId === undefined || topicId === GENERAL ? null : topicId };
  }
}
