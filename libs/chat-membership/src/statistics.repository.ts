import { Injectable } from '@nestjs/common';
import type { Principal } from '@app/auth';
import { Database } from '@app/platform';
import type { ChatType } from './chat.entity';

export interface ChatCount {
  readonly type: ChatType;
  readonly active: number;
  readonly inactive: number;
}

export interface DayCount {
  /** A day of UTC, e.g. `2026-01-31`. */
  readonly day: string;
  readonly people: number;
}

export interface LanguageCount {
  /** Null for those of whom no language is known. */
  readonly languageCode: string | null;
  readonly people: number;
}

/** How much there is of what somebody may see. */
export interface Statistics {
  readonly people: number;
  readonly chats: readonly ChatCount[];
  readonly memberships: { readonly active: number; readonly inactive: number };
  readonly newPeople: readonly DayCount[];
  readonly languages: readonly LanguageCount[];
}

const DAYS = 30;

const CHATS = `chats where forgotten_at is null
  and ($1::uuid is null or account_id = $1 or bot_id in (select id from bots where owner_id = $1))`;

/** People of a member are those whom their bots met; bots are no people. */
const PEOPLE = {
  all: `select id, created_at as since, language_code from telegram_users
    where owner_id is null and not is_bot and $1::uuid is null`,
  own: `select person.id, min(meeting.first_seen_at) as since, person.language_code from bots
    join telegram_user_meetings meeting on meeting.bot_id = bots.id
    join telegram_users person on person.id = meeting.telegram_user_id
    where bots.owner_id = $1::uuid and not person.is_bot group by person.id`,
};

/** People by day or by language: one of the two is counted. */
interface PeopleCount {
  readonly day: string | null;
  readonly languageCode: string | null;
  readonly people: number;
}

/** New people of the last days, then the languages of all: whoever there are is gone through once for both. */
const countsOf = (people: string): string => `
  with people as (${people}),
  counted as materialized (
    select (since at time zone 'utc')::date as day, language_code, grouping(language_code) = 1 as by_day, count(*)::int as people
    from people group by grouping sets ((1), (2))),
  days as (
    select generate_series((now() at time zone 'utc')::date - ${String(DAYS - 1)}, (now() at time zone 'utc')::date, '1 day')::date as day)
  select * from (
    select days.day::text as day, null as "languageCode", coalesce(counted.people, 0) as people
    from days left join counted on counted.by_day and counted.day = days.day
    union all
    select null, language_code, people from counted where not by_day) both_counts
  order by day, people desc, "languageCode"`;

@Injectable()
export class StatisticsRepository {
  constructor(private readonly db: Database) {}

  /** Counts what the account may see; an admin all. */
  async of({ id, role }: Pick<Principal, 'id' | 'role'>): Promise<Statistics> {
    const scope = [role === 'admin' ? null : id];
    const people = role === 'admin' ? PEOPLE.all : PEOPLE.own;
    const [chats, memberships, counts] = await Promise.all([
      this.db.rows<ChatCount>(
        `select type, count(*) filter (where bot_left_at is null)::int as active,
           count(*) filter (where bot_left_at is not null)::int as inactive from ${CHATS} group by type order by type`,
        scope,
      ),
      this.db.rows<{ active: number; inactive: number }>(
        `select count(*) filter (where left_at is null and bot_left_at is null)::int as active,
           count(*) filter (where left_at is not null or bot_left_at is not null)::int as inactive
         from memberships join (select * from ${CHATS}) chat on chat.id = memberships.chat_id`,
        scope,
      ),
      this.db.rows<PeopleCount>(countsOf(people), scope),
    ]);
    const [counted = { active: 0, inactive: 0 }] = memberships;
    const newPeople = counts.flatMap(({ day, people: count }) => (day === null ? [] : [{ day, people: count }]));
    const languages = counts.flatMap(({ day, languageCode, people: count }) =>
      day === null ? [{ languageCode, people: count }] : [],
    );
    const all = languages.reduce((sum, language) => sum + language.people, 0);
    return { people: all, chats, memberships: counted, newPeople, languages };
  }
}
