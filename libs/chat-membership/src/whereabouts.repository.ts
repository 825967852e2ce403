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

/** Neither a channel nor the direct messages of one: who reads or writes there is known to its admins only. Needs `chats`. */
export const SHARED_BY_MEMBERS = `chats.type <> 'channel' and not chats.is_direct_messages`;

/** A chat that people may be told of. Needs `chats`. */
export const NAMEABLE = `chats.bot_left_at is null and ${SHARED_BY_MEMBERS}`;

/** A chat whose members know of each other. Needs `chats`. */
export const OPEN_CHAT = `${NAMEABLE} and not chats.members_hidden`;

/** Somebody who is there for others to see. Needs `memberships`. */
export const OPEN_MEMBER = 'memberships.left_at is null and not memberships.hidden';

/** Which chats are told of: all that are fit for it, or only the one in which everybody reads along. */
export type Scope = 'everywhere' | { readonly chatId: string };

/** Where the person of this Telegram id is now, as the bot knows: it knows nothing of where it is not itself. */
const presentIn = (bot: string, telegramId: string, { chat, member }: { chat: string; member: string }): string => `
  select chats.id, chats.type, chats.title from telegram_users person
  join memberships on memberships.telegram_user_id = person.id and ${member}
  join chats on chats.id = memberships.chat_id and ${chat}
  where person.telegram_id = ${telegramId} and person.owner_id is null and chats.bot_id = ${bot}`;

/** One text for each scope, so that each is planned for what it asks. */
const chatsOf = (only: string): string =>
  pageOf(`${presentIn('$3', '$4', { chat: `${NAMEABLE}${only}`, member: 'memberships.left_at is null' })} order by chats.id`);

const shared = (only: string): string =>
  pageOf(`
  select mine.* from (${presentIn('$3', '$4', { chat: `${OPEN_CHAT}${only}`, member: 'memberships.left_at is null' })}) mine
  join (${presentIn('$3', '$5', { chat: `${OPEN_CHAT}${only}`, member: OPEN_MEMBER })}) theirs on theirs.id = mine.id order by mine.id`);

const CHATS_OF = { everywhere: chatsOf(''), here: chatsOf(' and memberships.chat_id = $5') };
const SHARED = { everywhere: shared(''), here: shared(' and memberships.chat_id = $6') };

const PEOPLE_IN = pageOf(`
  select ${PERSON} from memberships join chats on chats.id = memberships.chat_id and ${OPEN_CHAT}
  join telegram_users person on person.id = memberships.telegram_user_id and not person.is_bot
  where memberships.chat_id = $3 and ${OPEN_MEMBER} order by memberships.telegram_user_id`);

/** Who is where, for what a bot may tell of it to people. */
@Injectable()
export class WhereaboutsRepository {
  constructor(private readonly db: Database) {}

  /** Chats of the bot in which the person is, for the person. */
  async chatsOf(botId: string, telegramId: number, scope: Scope, span: Span): Promise<Part<NamedChat>> {
    const [sql, only] = scope === 'everywhere' ? [CHATS_OF.everywhere, []] : [CHATS_OF.here, [scope.chatId]];
    return await this.part(sql, span, [botId, telegramId, ...only]);
  }

  /** Chats of the bot in which both are, and the other one openly, for the first of them. */
  async sharedChats(botId: string, [one, other]: readonly [number, number], scope: Scope, span: Span): Promise<Part<NamedChat>> {
    const [sql, only] = scope === 'everywhere' ? [SHARED.everywhere, []] : [SHARED.here, [scope.chatId]];
    return await this.part(sql, span, [botId, one, other, ...only]);
  }

  /** People who are openly in a chat whose members know of each other. */
  async peopleIn(chatId: string, span: Span): Promise<Part<NamedPerson>> {
    return await this.part(PEOPLE_IN, span, [chatId]);
  }

  private async part<Row>(sql: string, { size, page }: Span, parameters: readonly unknown[]): Promise<Part<Row>> {
    const rows = await this.db.rows<Row & { total: number }>(sql, [size, page, ...parameters]);
    return { rows, total: rows[0]?.total ?? 0 };
  }
}
