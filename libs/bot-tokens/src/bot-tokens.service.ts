import { Injectable } from '@nestjs/common';
import { AuditLog, type AccountTokens } from '@app/auth';
import { BotTokensConfig } from './bot-tokens.config';
import { TokenEndings } from './token-endings';
import { Database, newId } from '@app/platform';
import type { BotToken } from './bot-token.entity';
import { BotTokenNotFoundError, BotTokenRefusedError, TooManyBotTokensError } from './bot-tokens.errors';
import { BotTokensRepository, type Grant } from './bot-tokens.repository';
import { hashOf, looksLikeToken, newTokenText } from './token-text';

const ENDING_LENGTH = 4;

/** What a new token is for. */
export interface TokenRequest {
  readonly accountId: string;
  readonly botId: string;
  readonly chatId: string;
  /** Only to this topic of a forum. */
  readonly topicId: number | null;
  readonly name?: string;
  readonly expiresAt?: Date;
}

/** A token that was just made. This is the only time that its text is known. */
export interface IssuedToken {
  readonly token: BotToken;
  readonly text: string;
}

/** Send keys of the cabinet. */
@Injectable()
export class BotTokensService implements AccountTokens {
  constructor(
    private readonly db: Database,
    private readonly tokens: BotTokensRepository,
    private readonly audit: AuditLog,
    private readonly endings: TokenEndings,
    private readonly config: BotTokensConfig,
  ) {}

  /** Makes a token, in the running transaction. @throws TooManyBotTokensError */
  async issue({ name = 'bot token', expiresAt, ...place }: TokenRequest): Promise<IssuedToken> {
    const { accountId, chatId } = place;
    const { mostPerAccount } = this.config;
    if (mostPerAccount > 0 && !(await this.tokens.hasRoom(accountId, mostPerAccount))) {
      throw new TooManyBotTokensError(mostPerAccount);
    }
    const text = newTokenText();
    const token = await this.tokens.insert({
      id: newId(),
      ...place,
      name,
      tokenHash: hashOf(text),
      ending: text.slice(-ENDING_LENGTH),
      expiresAt: expiresAt ?? null,
    });
    await this.audit.note({ id: accountId }, 'bot_token.issued', accountId, { tokenId: token.id, chatId });
    return { token, text };
  }

  /** What a token grants. @throws BotTokenRefusedError */
  async grantOf(text: string): Promise<Grant> {
    const grant = looksLikeToken(text) ? await this.tokens.findGrant(hashOf(text)) : null;
    if (!grant) throw new BotTokenRefusedError();
    return grant;
  }

  async ofAccount(accountId: string, limit: number, after?: string): Promise<BotToken[]> {
    return await this.tokens.ofAccount(accountId, limit, after);
  }

  /** From now on the token is good for nothing, and what it had scheduled is not sent. @throws BotTokenNotFoundError */
  async revoke(accountId: string, id: string): Promise<void> {
    await this.db.transaction(async () => {
      // First, because whoever accepts a message locks its lane before it looks at the token.
      await this.endings.takeBack([id]);
      if (!(await this.tokens.revoke(accountId, id))) throw new BotTokenNotFoundError();
      await this.audit.note({ id: accountId }, 'bot_token.revoked', accountId, { tokenId: id });
    });
  }

  async countLive(accountId: string): Promise<number> {
    return await this.tokens.countLive(accountId);
  }

  /** Revokes every token of an account in the running transaction, and answers how many those were. */
  async revokeAll(accountId: string): Promise<number> {
    const ids = await this.tokens.revokeEvery(accountId);
    await this.endings.takeBack(ids);
    for (const tokenId of ids) await this.audit.note({ id: accountId }, 'bot_token.revoked', accountId, { tokenId });
    return ids.length;
  }

  /** Revokes every token of an account for one chat. */
  async revokeAllOf(accountId: string, chatId: string): Promise<void> {
    await this.tokens.revokeAllOf(accountId, chatId);
  }
}
