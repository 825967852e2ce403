import { Injectable } from '@nestjs/common';
import { Database, newId } from '@app/platform';
import { Chat, type ChatType } from './chat.entity';

/** What an update says of the chat in which it happened. */
export interface Sighting {
  readonly telegramId: number;
  readonly type: ChatType;
  readonly title: string | null;
  readonly username: string | null;
  /** Whether it proves that the bot can write there, or that it cannot; undefined when it proves neither. */
  readonly reachable?: boolean;
}

@Injectable()
export class ChatsRepository {
  constructor(private readonly db: Database) {}

  /** Records a chat and follows what changes about it, in one statement. */
  async record(botId: string, { telegramId, type, title, username, reachable }: Sighting): Promise<void> {
    await this.db.run(
      `insert into chats as known (id, bot_id, telegram_id, type, title, username, reachable)
       values ($1, $2, $3, $4, $5, $6, coalesce($7::boolean, true))
       on conflict (bot_id, telegram_id) do update set
         type = excluded.type, title = excluded.title, username = excluded.username,
         reachable = coalesce($7::boolean, known.reachable),
         reachable_changed_at = case when $7::boolean is null then known.reachable_changed_at else now() end,
         updated_at = case when (known.type, known.title, known.username) is distinct from (excluded.type, excluded.title, excluded.username)
           then now() else known.updated_at end
       where (known.type, known.title, known.username, known.reachable) is distinct from
           (excluded.type, excluded.title, excluded.username, coalesce($7::boolean, known.reachable))
         or $7::boolean is not null`,
      [newId(), botId, telegramId, type, title, username, reachable ?? null],
    );
  }

  async findByTelegramId(botId: string, telegramId: number): Promise<Chat | null> {
    return await this.db.of(Chat).findOneBy({ botId, telegramId });
  }

  /** A chat that the account may write to: it is paired with it, or of one of its bots. */
  async findWritableBy(accountId: string, id: string): Promise<Chat | null> {
    const query = this.db.of(Chat).createQueryBuilder('chat').where('chat.id = :id', { id });
    return await query
      .andWhere(
        '(chat.accountId = :accountId or exists (select 1 from bots where bots.id = chat.bot_id and bots.owner_id = :accountId))',
        { accountId },
      )
      .getOne();
  }

  /** Gives a chat to an account, unless it is somebody else's. Null means that it is. */
  async pair(id: string, accountId: string): Promise<Chat | null> {
    await this.db.run(
      `update chats set account_id = $2, pairing_id = $3, paired_at = now() where id = $1 and account_id is null`,
      [id, accountId, newId()],
    );
    return await this.db.of(Chat).findOneBy({ id, accountId });
  }

  /** Frees a chat from one certain pairing. Null means that this pairing is not there any more. */
  async unpair(botId: string, pairingId: string): Promise<{ chatId: string; accountId: string } | null> {
    const [row] = await this.db.rows<{ id: string; account_id: string }>(
      `update chats set account_id = null, pairing_id = null, paired_at = null
       from (select id, account_id from chats where pairing_id = $2 and bot_id = $1 for update) old
       where chats.id = old.id returning old.id, old.account_id`,
      [botId, pairingId],
    );
    return row ? { chatId: row.id, accountId: row.account_id } : null;
  }

  /** Frees every chat of an account. */
  async unpairAllOf(accountId: string): Promise<void> {
    await this.db.of(Chat).update({ accountId }, { accountId: null, pairingId: null, pairedAt: null });
  }

  /** Chats that are paired with an account, newest first, one more than asked for. */
  async pairedWith(accountId: string, limit: number, after?: string): Promise<Chat[]> {
    const query = this.db.of(Chat).createQueryBuilder('chat').where('chat.accountId = :accountId', { accountId });
    if (after !== undefined) query.andWhere('chat.id < :after', { after });
    return await query
      .orderBy('chat.id', 'DESC')
      .take(limit + 1)
      .getMany();
  }

  /** Telegram has refused a message; what an update has said since then counts more. */
  async markUnreachable(id: string, since: Date): Promise<void> {
    await this.db.run(
      'update chats set reachable = false, reachable_changed_at = now() where id = $1 and reachable_changed_at <= $2',
      [id, since],
    );
  }

  /** Two rows are one chat: what is not paired takes over the pairing of the other, which is removed. */
  async absorb(fromId: string, toId: string): Promise<void> {
    const [from] = await this.db.rows<{ account_id: string | null; pairing_id: string | null; paired_at: Date | null }>(
      'delete from chats where id = $1 returning account_id, pairing_id, paired_at',
      [fromId],
    );
    await this.db.run('update chats set account_id = $2, pairing_id = $3, paired_at = $4 where id = $1 and account_id is null', [
      toId,
      from?.account_id,
      from?.pairing_id,
      from?.paired_at,
    ]);
  }

  /** The chat goes on under another Telegram id. */
  async move(id: string, telegramId: number): Promise<void> {
    await this.db.run(`update chats set telegram_id = $2, type = 'supergroup', updated_at = now() where id = $1`, [
      id,
      telegramId,
    ]);
  }
}
