import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import type { ChatType } from './chat.entity';

/** Which rows of a list that is shown page by page. */
export interface Span {
  readonly size: number;
  /** From 1; one that is beyond the last stands for the last. */
  readonly page: number;
}

/** A page of a list, and how many there are in all: at most a thousand are counted and shown. */
export interface Part<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}

export interface NamedChat {
  readonly id: string;
  readonly type: ChatType;
  readonly title: string | null;
}

export interface NamedPerson {
  readonly id: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly username: string | null;
}

/** Nobody presses a button a hundred times; whoever wants all of a list has the API. */
export const MOST_SHOWN = 1_000;

const PERSON = `person.id, person.first_name as "firstName", person.last_name as "lastName", person.username`;

/** A page of what a statement finds, in the order of ids, with the number of all that it finds. */
const pageOf = (found: string): string => `
  with found as materialized (${found} limit ${String(MOST_SHOWN)}), counted as (select count(*)::int as total from found)
  select found.*, counted.total from found, counted order by found.id
  limit $1 offset least(($2::int - 1) * $1::int, (select (greatest(total, 1) - 1) / $1::int * $1::int from counted))`;

/** Where the person of this Telegram id is now, as the bot knows: it knows nothing of where it is not itself. */
const presentIn = (bot: string, telegramId: string): string => `
  select chats.id, chats.type, chats.title from telegram_users person
  join memberships on memberships.telegram_user_id = person.id and memberships.left_at is null
  join chats on chats.id = memberships.chat_id and chats.bot_left_at is null
  where person.telegram_id = ${telegramId} and person.owner_id is null and chats.bot_id = ${bot}`;

const CHATS_OF = pageOf(`${presentIn('$3', '$4')} order by chats.id`);

const SHARED = pageOf(`
  select mine.* from (${presentIn('$3', '$4')}) mine join (${presentIn('$3', '$5')}) theirs on theirs.id = mine.id order by mine.id`);

const PEOPLE_IN = pageOf(`
  select ${PERSON} from memberships join chats on chats.id = memberships.chat_id and chats.bot_left_at is null
  join telegram_users person on person.id = memberships.telegram_user_id and not person.is_bot
  where memberships.chat_id = $3 and memberships.left_at is null order by memberships.telegram_user_id`);

/** Who is where, for what a bot may tell of it to people. */
@Injectable()
export class WhereaboutsRepository {
  constructor(private readonly db: Database) {}

  /** Chats of the bot in which the person is. */
  async chatsOf(botId: string, telegramId: number, span: Span): Promise<Part<NamedChat>> {
    return await this.part(CHATS_OF, span, [botId, telegramId]);
  }

  /** Chats of the bot in which both are. */
  async sharedChats(botId: string, [one, other]: readonly [number, number], span: Span): Promise<Part<NamedChat>> {
    return await this.part(SHARED, span, [botId, one, other]);
  }

  /** People who are in a chat. */
  async peopleIn(chatId: string, span: Span): Promise<Part<NamedPerson>> {
    return await this.part(PEOPLE_IN, span, [chatId]);
  }

  private async part<Row>(sql: string, { size, page }: Span, parameters: readonly unknown[]): Promise<Part<Row>> {
    const rows = await this.db.rows<Row & { total: number }>(sql, [size, page, ...parameters]);
    return { rows, total: rows[0]?.total ?? 0 };
  }
}
