import { Injectable } from '@nestjs/common';
import { IsNull, LessThan } from 'typeorm';
import type { ChatType } from '@app/chat-membership';
import { Database } from '@app/platform';
import { BotToken } from './bot-token.entity';

/** Who sends, and to where, as a token says it. */
export interface Grant {
  readonly tokenId: string;
  readonly accountId: string;
  readonly botId: string;
  readonly chatId: string;
  readonly chatType: ChatType;
  readonly topicId: number | null;
  /** The sender's name, when the bot is the house bot: it speaks for everybody and says for whom. */
  readonly heading: string | null;
}

@Injectable()
export class BotTokensRepository {
  constructor(private readonly db: Database) {}

  async insert(token: Omit<BotToken, 'createdAt' | 'revokedAt' | 'lastUsedAt'>): Promise<BotToken> {
    await this.db.of(BotToken).insert({ ...token, revokedAt: null, lastUsedAt: null, createdAt: () => 'now()' });
    return await this.db.of(BotToken).findOneByOrFail({ id: token.id });
  }

  /** What a valid token grants. Its last use is noted once a minute at most, so that a busy token is not a hot row. */
  async findGrant(tokenHash: Buffer): Promise<Grant | null> {
    const [row] = await this.db.rows<Grant>(
      `with found as (
         select id, account_id, bot_id, chat_id, topic_id, last_used_at from bot_tokens
         where token_hash = $1 and revoked_at is null and (expires_at is null or expires_at > now())),
       noted as (
         update bot_tokens set last_used_at = now() from found
         where bot_tokens.id = found.id and (found.last_used_at is null or found.last_used_at < now() - interval '1 minute'))
       select found.id as "tokenId", found.account_id as "accountId", found.bot_id as "botId", found.chat_id as "chatId", chats.type as "chatType", found.topic_id as "topicId",
         case when bots.owner_id is null then accounts.name end as heading
       from found join bots on bots.id = found.bot_id join chats on chats.id = found.chat_id join accounts on accounts.id = found.account_id
       where accounts.closing_at is null`,
      [tokenHash],
    );
    return row ?? null;
  }

  /** Tokens of an account that were not revoked, newest first, one more than asked for. */
  async ofAccount(accountId: string, limit: number, after?: string): Promise<BotToken[]> {
    const query = this.db
      .of(BotToken)
      .createQueryBuilder('token')
      .where('token.accountId = :accountId and token.revokedAt is null', { accountId });
    if (after !== undefined) query.andWhere('token.id < :after', { after });
    return await query
      .orderBy('token.id', 'DESC')
      .take(limit + 1)
      .getMany();
  }

  /** Every token of an account, revoked ones too, newest first, one more than asked for. */
  async everyOf(accountId: string, limit: number, after?: string): Promise<BotToken[]> {
    return await this.db.of(BotToken).find({
      where: { accountId, ...(after === undefined ? {} : { id: LessThan(after) }) },
      order: { id: 'DESC' },
      take: limit + 1,
    });
  }

  /** False means that the account has no such token, or that it was revoked already. */
  async revoke(accountId: string, id: string): Promise<boolean> {
    const { affected } = await this.db.of(BotToken).update({ accountId, id, revokedAt: IsNull() }, { revokedAt: () => 'now()' });
    return affected === 1;
  }

  /** Whether an account may have one more. Until the running transaction ends, nobody else makes one for it. */
  async hasRoom(accountId: string, most: number): Promise<boolean> {
    await this.db.run('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`bot tokens of ${accountId}`]);
    return (await this.countLive(accountId)) < most;
  }

  async countLive(accountId: string): Promise<number> {
    const [row] = await this.db.rows<{ count: number }>(
      `select count(*)::int as count from bot_tokens
       where account_id = $1 and revoked_at is null and (expires_at is null or expires_at > now())`,
      [accountId],
    );
    return row?.count ?? 0;
  }

  /** Ends every token of an account, and answers which those were. */
  async revokeEvery(accountId: string): Promise<string[]> {
    const rows = await this.db.rows<{ id: string }>(
      'update bot_tokens set revoked_at = now() where account_id = $1 and revoked_at is null returning id',
      [accountId],
    );
    return rows.map(({ id }) => id);
  }

  /** Two chats have become one: tokens for the one send to the other from now on. */
  async rebind(fromChatId: string, toChatId: string): Promise<void> {
    await this.db.of(BotToken).update({ chatId: fromChatId }, { chatId: toChatId });
  }

  /** Removes every token of an account. */
  async removeAllOf(accountId: string): Promise<void> {
    await this.db.of(BotToken).delete({ accountId });
  }

  /** Ends every token that sends to the chat of this Telegram id. */
  async revokeAllTo(botId: string, telegramId: number): Promise<void> {
    await this.db.run(
      `update bot_tokens set revoked_at = now() from chats
       where chats.id = chat_id and chats.bot_id = $1 and chats.telegram_id = $2 and revoked_at is null`,
      [botId, telegramId],
    );
  }

  async revokeAllOf(accountId: string, chatId: string): Promise<void> {
    await this.db.of(BotToken).update({ accountId, chatId, revokedAt: IsNull() }, { revokedAt: () => 'now()' });
  }
}
