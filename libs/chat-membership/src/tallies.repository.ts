import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import type { NamedChat, NamedPerson } from './whereabouts.repository';
import { MOST_SHOWN, NAMEABLE, OPEN_CHAT, OPEN_MEMBER } from './whereabouts.repository';

/** A person and in how many chats they are, or a chat and how many people are in it. */
export interface Tally {
  readonly id: string;
  readonly count: number;
}

/** How much a bot knows. The longest lists come first, and no further than a thousand. */
export interface Tallies {
  readonly people: number;
  readonly chats: number;
  readonly chatsOfPeople: readonly Tally[];
  readonly peopleOfChats: readonly Tally[];
}

/** Memberships that people may be told of, at least as numbers. */
const MEMBERSHIPS = `chats join memberships on memberships.chat_id = chats.id and ${OPEN_MEMBER}
  join telegram_users person on person.id = memberships.telegram_user_id and not person.is_bot
  where chats.bot_id = $1 and ${NAMEABLE}`;

const tallies = (id: string): string =>
  `select ${id} as id, count(*)::int as count from ${MEMBERSHIPS} group by 1 order by 2 desc, 1 limit ${String(MOST_SHOWN)}`;

/** Those of the people or chats that the asker may have named: who shares a chat with them, and where they are. */
const ASKERS_CHATS = `
  select chats.id from telegram_users asker join memberships on memberships.telegram_user_id = asker.id and memberships.left_at is null
  join chats on chats.id = memberships.chat_id and ${OPEN_CHAT}
  where asker.telegram_id = $2 and asker.owner_id is null and chats.bot_id = $1`;

@Injectable()
export class TalliesRepository {
  constructor(private readonly db: Database) {}

  /** Counts everything that a bot knows. */
  async of(botId: string): Promise<Tallies> {
    const [counted = { people: 0, chats: 0 }] = await this.db.rows<{ people: number; chats: number }>(
      `select
         (select count(*)::int from telegram_user_meetings meeting
          join telegram_users person on person.id = meeting.telegram_user_id and not person.is_bot where bot_id = $1) as people,
         (select count(*)::int from chats where bot_id = $1 and bot_left_at is null) as chats`,
      [botId],
    );
    const chatsOfPeople = await this.db.rows<Tally>(tallies('memberships.telegram_user_id'), [botId]);
    const peopleOfChats = await this.db.rows<Tally>(tallies('chats.id'), [botId]);
    return { ...counted, chatsOfPeople, peopleOfChats };
  }

  /** Those of these people who share a chat with the asker. Each is looked up alone: the asker's chats may have a million members. */
  async peopleKnownTo(botId: string, asker: number, ids: readonly string[]): Promise<NamedPerson[]> {
    return await this.db.rows<NamedPerson>(
      `with mine as materialized (select coalesce(array_agg(id), '{}') as ids from (${ASKERS_CHATS}) chat)
       select person.id, person.first_name as "firstName", person.last_name as "lastName", person.username
       from telegram_users person cross join lateral (
         select from memberships where memberships.telegram_user_id = person.id and ${OPEN_MEMBER}
           and memberships.chat_id = any ((select ids from mine)::uuid[]) limit 1) shared
       where person.id = any($3::uuid[])`,
      [botId, asker, ids],
    );
  }

  /** Those of these chats in which the asker is. */
  async chatsKnownTo(botId: string, asker: number, ids: readonly string[]): Promise<NamedChat[]> {
    return await this.db.rows<NamedChat>(
      `select chats.id, chats.type, chats.title from chats cross join lateral (
         select from memberships join telegram_users asker on asker.id = memberships.telegram_user_id
         where memberships.chat_id = chats.id and memberships.left_at is null
           and asker.telegram_id = $2 and asker.owner_id is null limit 1) mine
       where chats.id = any($3::uuid[]) and chats.bot_id = $1 and ${NAMEABLE}`,
      [botId, asker, ids],
    );
  }
}
