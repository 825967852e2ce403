import { Injectable } from '@nestjs/common';
import { Database, newId } from '@app/platform';
import type { MemberStatus } from '@app/telegram';
import { Chat, type ChatType } from './chat.entity';
import { CHAT_FACTS, NEWER } from './newest-facts.sql';

/** What an update says of the chat in which it happened. */
export interface Sighting {
  readonly telegramId: number;
  /** Its id from before it became a supergroup, if the update tells of that. */
  readonly formerTelegramId: number | null;
  readonly type: ChatType;
  readonly title: string | null;
  readonly username: string | null;
  readonly isForum: boolean;
  /** Whether it holds the direct messages of a channel. */
  readonly isDirectMessages: boolean;
  /** Whether it proves that the bot can write there, or that it cannot; null when it proves neither. */
  readonly reachable: boolean | null;
  /** What the bot is there, if the update says so. */
  readonly botStatus: MemberStatus | null;
  readonly botPresent: boolean;
  /** Who has gone, maybe the bot itself. */
  readonly goerId: number | null;
  /** When, by Telegram's clock; null when the update does not say. Then it changes nothing that is known. */
  readonly at: Date | null;
  readonly updateId: number;
}

/**
 * The chat with what is newest about it. Whether the bot is there is known from every update that tells the time: it gets
 * none from where it is not, but for the message that it is gone. A username that has moved is taken from the chat that had it.
 */
const RECORD = `
  with recorded as (
  insert into chats as known (id, bot_id, telegram_id, former_telegram_id, type, title, username, is_forum, is_direct_messages, members_due_at,
    reachable, bot_status, bot_left_at, as_of, as_of_update, status_as_of, status_as_of_update)
  select $1, bots.id, $3, $4, $5, $6, $7, $8, $15, case when $5 = 'supergroup' and not $15 then now() end, seen.present and coalesce($9::boolean, true),
    coalesce($10::text, case when seen.present then 'member' else 'left' end), case when not seen.present then $13::timestamptz end,
    coalesce($13::timestamptz, 'epoch'), $14, case when $10::text is not null then $13::timestamptz end,
    case when $10::text is not null then $14::bigint end
  from bots cross join lateral (select $11::boolean and bots.telegram_id is distinct from $12::bigint as present) seen
  where bots.id = $2 and not exists (select from forgotten_people gone where gone.bot_id = $2 and gone.telegram_id = $3)
  on conflict (bot_id, telegram_id) do update set
    forgotten_at = null,
    former_telegram_id = coalesce(known.former_telegram_id, excluded.former_telegram_id),
    (type, title, username, is_forum) = (select told.type, told.title, told.username, told.is_forum from (values
      (known.type, known.title, known.username, known.is_forum, not ${NEWER}),
      (excluded.type, excluded.title, excluded.username, excluded.is_forum, ${NEWER}))
      as told (type, title, username, is_forum, newer) where told.newer),
    members_due_at = case when ${NEWER} and known.type <> excluded.type then excluded.members_due_at else known.members_due_at end,
    is_direct_messages = known.is_direct_messages or excluded.is_direct_messages,
    reachable = case when not ${NEWER} then known.reachable
      when excluded.bot_left_at is not null then false else coalesce($9::boolean, known.reachable) end,
    reachable_changed_at = case when ${NEWER} and (excluded.bot_left_at is not null or $9::boolean is not null)
      then now() else known.reachable_changed_at end,
    updated_at = case when ${NEWER} and (known.type, known.title, known.username, known.is_forum, known.bot_left_at is null)
      is distinct from (excluded.type, excluded.title, excluded.username, excluded.is_forum, excluded.bot_left_at is null)
      then now() else known.updated_at end,
    ${CHAT_FACTS}
  where ${NEWER} or excluded.status_as_of is not null or excluded.former_telegram_id is distinct from known.former_telegram_id
    or excluded.is_direct_messages and not known.is_direct_messages
  returning bot_id, telegram_id, username, as_of, as_of_update)
  update chats former set username = null, updated_at = now() from recorded
  where former.bot_id = recorded.bot_id and lower(former.username) = lower(recorded.username)
    and former.telegram_id <> recorded.telegram_id
    and (former.as_of, former.as_of_update) < (recorded.as_of, recorded.as_of_update)`;

@Injectable()
export class ChatsRepository {
  constructor(private readonly db: Database) {}

  /** Records a chat and follows what changes about it, in one statement. */
  async record(botId: string, seen: Sighting): Promise<void> {
    await this.db.run(RECORD, [
      newId(),
      botId,
      seen.telegramId,
      seen.formerTelegramId,
      seen.type,
      seen.title,
      seen.username,
      seen.isForum,
      seen.reachable,
      seen.botStatus,
      seen.botPresent,
      seen.goerId,
      seen.at,
      seen.updateId,
      seen.isDirectMessages,
    ]);
  }

  /** The chat with this Telegram id, or that had it before it became a supergroup. */
  async findByTelegramId(botId: string, telegramId: number): Promise<Chat | null> {
    const chats = this.db.of(Chat);
    return (await chats.findOneBy({ botId, telegramId })) ?? (await chats.findOneBy({ botId, formerTelegramId: telegramId }));
  }

  /** Keeps a chat from getting another Telegram id until the transaction ends. False when none has this id, or not any more. */
  async hold(botId: string, telegramId: number): Promise<boolean> {
    const held = 'select from chats where bot_id = $1 and telegram_id = $2 for no key update';
    return (await this.db.rows(held, [botId, telegramId])).length > 0;
  }

  /** Whether a chat had this Telegram id before it became a supergroup. */
  async isFormer(botId: string, telegramId: number): Promise<boolean> {
    const former = 'select from chats where bot_id = $1 and former_telegram_id = $2';
    return (await this.db.rows(former, [botId, telegramId])).length > 0;
  }

  /** A chat that the account may write to: it is paired with it, or of one of its bots. */
  async findWritableBy(accountId: string, id: string): Promise<Chat | null> {
    const query = this.db.of(Chat).createQueryBuilder('chat').where('chat.id = :id and chat.forgottenAt is null', { id });
    return await query
      .andWhere(
        '(chat.accountId = :accountId or exists (select 1 from bots where bots.id = chat.bot_id and bots.owner_id = :accountId))',
        { accountId },
      )
      .getOne();
  }

  async isDirectMessages(id: string): Promise<boolean> {
    return await this.db.of(Chat).existsBy({ id, isDirectMessages: true });
  }

  /** Gives a chat to an account, unless it is somebody else's. Null means that it is. */
  async pair(id: string, accountId: string): Promise<Chat | null> {
    await this.db.run(
      `update chats set account_id = $2, pairing_id = $3, paired_at = now() where id = $1 and account_id is null and forgotten_at is null`,
      [id, accountId, newId()],
    );
    return await this.db.of(Chat).findOneBy({ id, accountId });
  }

  /** Frees a chat from one certain pairing. Null means that it does not have this pairing any more. */
  async unpair(id: string, pairingId: string): Promise<{ chatId: string; accountId: string } | null> {
    const [row] = await this.db.rows<{ id: string; account_id: string }>(
      `update chats set account_id = null, pairing_id = null, paired_at = null
       from (select id, account_id from chats where id = $1 and pairing_id = $2 for update) old
       where chats.id = old.id returning old.id, old.account_id`,
      [id, pairingId],
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
}
