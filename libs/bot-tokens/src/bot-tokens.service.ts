import { Injectable } from '@nestjs/common';
import { AuditLog } from '@app/auth';
import { Database, newId } from '@app/platform';
import type { BotToken } from './bot-token.entity';
import { BotTokenNotFoundError, BotTokenRefusedError } from './bot-tokens.errors';
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
export class BotTokensService {
  constructor(
    private readonly db: Database,
    private readonly tokens: BotTokensRepository,
    private readonly audit: AuditLog,
  ) {}

  /** Makes a token, in the running transaction. */
  async issue({ name = 'bot token', expiresAt, ...place }: TokenRequest): Promise<IssuedToken> {
    const { accountId, chatId } = place;
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

  /** From now on the token is good for nothing. @throws BotTokenNotFoundError */
  async revoke(accountId: string, id: string): Promise<void> {
    await this.db.transaction(async () => {
      if (!(await this.tokens.revoke(accountId, id))) throw new BotTokenNotFoundError();
      await this.audit.note({ id: accountId }, 'bot_token.revoked', accountId, { tokenId: id });
    });
  }

  /** Revokes every token of an account for one chat. */
  async revokeAllOf(accountId: string, chatId: string): Promise<void> {
    await this.tokens.revokeAllOf(accountId, chatId);
  }
}
