import { Injectable } from '@nestjs/common';
import { Brackets, In } from 'typeorm';
import { Database, newId } from '@app/platform';
import type { Principal } from '@app/auth';
import type { Profile } from './profile';
import { TelegramUser } from './telegram-user.entity';

/** Which rows of a list: how many, and after which id. */
export interface Slice {
  readonly limit: number;
  readonly after?: string;
}

/** When Telegram said something: its clock, where the update tells the time, and the number of the update. */
export interface Told {
  readonly at: Date | null;
  readonly updateId: number;
}

/** Somebody whom a bot has met. */
export interface Met extends Profile {
  /** Whether others saw them there, too. */
  readonly open: boolean;
  /** They are an anonymous admin of the chat. */
  readonly anonymous: boolean;
}

/** A username belongs to one person at a time: who holds it by newer news, of those whom bots have met. */
const holds = (username: string, telegramId: string): string => `
  select from telegram_users holder where lower(holder.username) = lower(${username}) and holder.owner_id is null
    and holder.telegram_id <> ${telegramId} and (holder.as_of, holder.as_of_update) > (coalesce($9::timestamptz, 'epoch'), $10::bigint)`;

/**
 * Rows are locked in the order of Telegram's ids, so that two updates with the same people wait for each other. A username
 * that has moved is taken from the row that had it by older news.
 */
const RECORD_MEETINGS = `
  with met as (
    insert into telegram_users as known
      (id, telegram_id, username, first_name, last_name, is_bot, language_code, listed, anonymous, as_of, as_of_update)
    select seen.id, seen.telegram_id, case when not exists (${holds('seen.username', 'seen.telegram_id')}) then seen.username end,
      seen.first_name, seen.last_name, seen.is_bot, seen.language_code,
      bots.owner_id is null and not seen.is_bot and seen.open, seen.anonymous, coalesce($9::timestamptz, 'epoch'), $10
    from unnest($1::uuid[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::boolean[], $8::text[], $11::boolean[], $12::boolean[])
      as seen (id, telegram_id, username, first_name, last_name, is_bot, language_code, open, anonymous)
    join bots on bots.id = $2 and bots.telegram_id <> seen.telegram_id
    where not exists (select from forgotten_people gone where gone.bot_id = $2 and gone.telegram_id = seen.telegram_id)
    order by seen.telegram_id
    on conflict (telegram_id) where owner_id is null do update set
      (username, first_name, last_name, is_bot, language_code, as_of, as_of_update, updated_at) = (
        select told.username, told.first_name, told.last_name, told.is_bot,
          coalesce(told.language_code, known.language_code), told.as_of, told.as_of_update,
          case when (known.username, known.first_name, known.last_name, known.is_bot)
            is distinct from (told.username, told.first_name, told.last_name, told.is_bot) then now() else known.updated_at end
        from (values
          (known.username, known.first_name, known.last_name, known.is_bot, known.language_code, known.as_of, known.as_of_update),
          (excluded.username, excluded.first_name, excluded.last_name, excluded.is_bot, excluded.language_code,
            excluded.as_of, excluded.as_of_update))
          as told (username, first_name, last_name, is_bot, language_code, as_of, as_of_update)
        order by told.as_of desc, told.as_of_update desc limit 1),
      listed = known.listed or excluded.listed,
      anonymous = known.anonymous or excluded.anonymous
    returning id, telegram_id, username, as_of, as_of_update),
  moved as (
    update telegram_users former set username = null, updated_at = now() from met
    where lower(former.username) = lower(met.username) and former.owner_id is null and former.telegram_id <> all($3::bigint[])
      and (former.as_of, former.as_of_update) < (met.as_of, met.as_of_update))
  insert into telegram_user_meetings (bot_id, telegram_user_id) select $2, id from met
  on conflict (bot_id, telegram_user_id) do update set last_seen_at = now()`;

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

const ALL = 'select id from telegram_users where id > $1 order by id limit $2';

/** Each source is walked along its own index: a search through everybody for the few whom somebody may see takes long. */
const OWN = `
  (select id from telegram_users where owner_id = $3 and id > $1 order by id limit $2)
  union
  (select met.id from bots cross join lateral (
     select telegram_user_id as id from telegram_user_meetings where bot_id = bots.id and telegram_user_id > $1
     order by telegram_user_id limit $2) met
   where bots.owner_id = $3)
  order by id limit $2`;

/** A public entry. */
export type Listed = Pick<TelegramUser, 'id' | 'number' | 'username'>;

@Injectable()
export class TelegramUsersRepository {
  constructor(private readonly db: Database) {}

  /**
   * Records that a bot has met people, and follows their profiles: one statement, whatever arrives at the same time. What
   * was told earlier changes no profile. Who was met by the house bot, where others saw it too, is in the public list from then on.
   */
  async recordMeetings(botId: string, people: readonly Met[], { at, updateId }: Told): Promise<void> {
    const column = <K extends keyof Met>(key: K): Met[K][] => people.map((person) => person[key]);
    await this.db.run(RECORD_MEETINGS, [
      people.map(() => newId()),
      botId,
      column('telegramId'),
      column('username'),
      column('firstName'),
      column('lastName'),
      column('isBot'),
      column('languageCode'),
      at,
      updateId,
      column('open'),
      column('anonymous'),
    ]);
  }

  /** A bot forgets somebody; the profile goes with the last bot that knows them, and from the public list with the house bot. */
  async forget(botId: string, telegramId: number): Promise<void> {
    // Two bots that forget the same person wait for each other, so that one of them is the last.
    await this.db.run('select from telegram_users where telegram_id = $1 and owner_id is null for update', [telegramId]);
    await this.db.run(
      `with meeting as (
         delete from telegram_user_meetings meeting using telegram_users person
         where meeting.bot_id = $1 and meeting.telegram_user_id = person.id and person.telegram_id = $2 and person.owner_id is null)
       delete from telegram_users person where person.telegram_id = $2 and person.owner_id is null
         and not exists (select from telegram_user_meetings other where other.telegram_user_id = person.id and other.bot_id <> $1)`,
      [botId, telegramId],
    );
    await this.db.run(
      `update telegram_users person set listed = false where telegram_id = $1 and owner_id is null and listed
         and not exists (select from telegram_user_meetings meeting join bots on bots.id = meeting.bot_id
           where meeting.telegram_user_id = person.id and bots.owner_id is null)`,
      [telegramId],
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

  /** Who is known by this id; by a username, which moves from one to the other, whoever had it last. */
  async findLearned(handle: { readonly telegramId: number } | { readonly username: string }): Promise<TelegramUser | null> {
    const query = this.db.of(TelegramUser).createQueryBuilder('person').where('person.ownerId is null');
    if ('telegramId' in handle) query.andWhere('person.telegramId = :telegramId', handle);
    else query.andWhere('lower(person.username) = lower(:username)', handle);
    return await query.orderBy('person.asOf', 'DESC').addOrderBy('person.asOfUpdate', 'DESC').limit(1).getOne();
  }

  /** In which language somebody wants to be spoken to. */
  async chooseLanguage(telegramId: number, language: string): Promise<void> {
    await this.db.run('update telegram_users set chosen_language = $2 where telegram_id = $1 and owner_id is null', [
      telegramId,
      language,
    ]);
  }

  /** People in the public list, one more than asked for. */
  async listed({ limit, after }: Slice): Promise<Listed[]> {
    return await this.db.rows<Listed>(
      `select id, number, username from telegram_users
       where listed and not opted_out and not anonymous and id > $2 order by id limit $1`,
      [limit + 1, after ?? FIRST_ID],
    );
  }

  async findListed(id: string): Promise<Listed | null> {
    const [row] = await this.db.rows<Listed>(
      'select id, number, username from telegram_users where id = $1 and listed and not opted_out and not anonymous',
      [id],
    );
    return row ?? null;
  }

  /** People whom the account may see, one more than asked for: their own entries, and whom their bots met; an admin sees all. */
  async visibleTo({ id: accountId, role }: Principal, { limit, after = FIRST_ID }: Slice): Promise<TelegramUser[]> {
    const found = await this.db.rows<{ id: string }>(
      role === 'admin' ? ALL : OWN,
      role === 'admin' ? [after, limit + 1] : [after, limit + 1, accountId],
    );
    return await this.db.of(TelegramUser).find({ where: { id: In(found.map(({ id }) => id)) }, order: { id: 'ASC' } });
  }

  async findVisibleTo({ id: accountId, role }: Principal, id: string): Promise<TelegramUser | null> {
    const query = this.db.of(TelegramUser).createQueryBuilder('person').where('person.id = :id', { id });
    if (role !== 'admin') query.andWhere(visibleTo(accountId));
    return await query.getOne();
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
}

function visibleTo(accountId: string): Brackets {
  const metByTheirBots = `exists (select 1 from telegram_user_meetings meeting join bots on bots.id = meeting.bot_id
    where meeting.telegram_user_id = person.id and bots.owner_id = :accountId)`;
  return new Brackets((either) => {
    either
      .where('person.ownerId = :accountId', { accountId })
      .orWhere(`person.ownerId is null and ${metByTheirBots}`, { accountId });
  });
}
