import { Injectable } from '@nestjs/common';
import { Brackets, type SelectQueryBuilder } from 'typeorm';
import { Database, newId } from '@app/platform';
import type { Principal } from '@app/auth';
import type { Profile } from './profile';
import { TelegramUser } from './telegram-user.entity';

/** Which rows of a list: how many, and after which id. */
export interface Slice {
  readonly limit: number;
  readonly after?: string;
}

/** A public entry. */
export type Listed = Pick<TelegramUser, 'id' | 'number' | 'username'>;

@Injectable()
export class TelegramUsersRepository {
  constructor(private readonly db: Database) {}

  /**
   * Records that a bot has met somebody, and follows their profile: one statement, whatever arrives at the same time.
   * Who was met by the house bot is in the public list from then on.
   */
  async recordMeeting(botId: string, { telegramId, username, firstName, lastName, isBot, languageCode }: Profile): Promise<void> {
    await this.db.run(
      `with met as (
         insert into telegram_users as known (id, telegram_id, username, first_name, last_name, is_bot, language_code, listed)
         select $1, $3, $4, $5, $6, $7, $8, owner_id is null from bots where bots.id = $2
         on conflict (telegram_id) where owner_id is null do update set
           username = excluded.username, first_name = excluded.first_name, last_name = excluded.last_name,
           is_bot = excluded.is_bot, language_code = coalesce(excluded.language_code, known.language_code),
           listed = known.listed or excluded.listed,
           updated_at = case when (known.username, known.first_name, known.last_name, known.is_bot)
             is distinct from (excluded.username, excluded.first_name, excluded.last_name, excluded.is_bot) then now() else known.updated_at end
         returning id)
       insert into telegram_user_meetings (bot_id, telegram_user_id) select $2, id from met
       on conflict (bot_id, telegram_user_id) do update set last_seen_at = now()`,
      [newId(), botId, telegramId, username, firstName, lastName, isBot, languageCode],
    );
  }

  /** Whether the bot met this person before the running transaction: `now()` stands still inside one. */
  async metBefore(botId: string, telegramId: number): Promise<boolean> {
    const rows = await this.db.rows(
      `select 1 from telegram_user_meetings meeting join telegram_users known on known.id = meeting.telegram_user_id
       where meeting.bot_id = $1 and known.telegram_id = $2 and known.owner_id is null and meeting.first_seen_at < now()`,
      [botId, telegramId],
    );
    return rows.length > 0;
  }

  /** People in the public list, one more than asked for. */
  async listed({ limit, after }: Slice): Promise<Listed[]> {
    return await this.db.rows<Listed>(
      `select id, number, username from telegram_users
       where listed and not opted_out and id > $2 order by id limit $1`,
      [limit + 1, after ?? '00000000-0000-0000-0000-000000000000'],
    );
  }

  async findListed(id: string): Promise<Listed | null> {
    const [row] = await this.db.rows<Listed>(
      'select id, number, username from telegram_users where id = $1 and listed and not opted_out',
      [id],
    );
    return row ?? null;
  }

  /** People whom the account may see, one more than asked for: their own entries, and whom their bots met; an admin sees all. */
  async visibleTo(account: Principal, { limit, after }: Slice): Promise<TelegramUser[]> {
    const query = this.scope(account)
      .orderBy('person.id')
      .take(limit + 1);
    if (after !== undefined) query.andWhere('person.id > :after', { after });
    return await query.getMany();
  }

  async findVisibleTo(account: Principal, id: string): Promise<TelegramUser | null> {
    return await this.scope(account).andWhere('person.id = :id', { id }).getOne();
  }

  /** Fails with a unique violation of `telegram_users_entered`. */
  async enter(ownerId: string, profile: Profile, listed: boolean): Promise<string> {
    const id = newId();
    const now = (): string => 'now()';
    await this.db.of(TelegramUser).insert({ id, ownerId, ...profile, listed, optedOut: false, createdAt: now, updatedAt: now });
    return id;
  }

  /** Fails with a unique violation of `telegram_users_entered`. */
  async change(id: string, changes: Partial<Profile>): Promise<void> {
    await this.db.of(TelegramUser).update({ id }, { ...changes, updatedAt: () => 'now()' });
  }

  async remove(id: string): Promise<void> {
    await this.db.of(TelegramUser).delete({ id });
  }

  /** People whom an account has entered, newest first, one more than asked for. */
  async enteredBy(ownerId: string, limit: number, after?: string): Promise<TelegramUser[]> {
    const query = this.db.of(TelegramUser).createQueryBuilder('person').where('person.ownerId = :ownerId', { ownerId });
    if (after !== undefined) query.andWhere('person.id < :after', { after });
    return await query
      .orderBy('person.id', 'DESC')
      .take(limit + 1)
      .getMany();
  }

  async removeAllOf(ownerId: string): Promise<void> {
    await this.db.of(TelegramUser).delete({ ownerId });
  }

  private scope({ id: accountId, role }: Principal): SelectQueryBuilder<TelegramUser> {
    const query = this.db.of(TelegramUser).createQueryBuilder('person').where('true');
    if (role === 'admin') return query;
    const metByTheirBots = `exists (select 1 from telegram_user_meetings meeting join bots on bots.id = meeting.bot_id
      where meeting.telegram_user_id = person.id and bots.owner_id = :accountId)`;
    return query.andWhere(
      new Brackets((either) => {
        either
          .where('person.ownerId = :accountId', { accountId })
          .orWhere(`person.ownerId is null and ${metByTheirBots}`, { accountId });
      }),
    );
  }
}
