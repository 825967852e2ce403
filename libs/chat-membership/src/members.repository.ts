import { Injectable } from '@nestjs/common';
import type { Principal } from '@app/auth';
import { asSafeInteger, Database } from '@app/platform';
import type { MemberStatus } from '@app/telegram';
import type { Chat, ChatType } from './chat.entity';
import { statusOf } from './newest-facts.sql';
import type { Slice } from './visible-chats.repository';
import { SHARED_BY_MEMBERS } from './whereabouts.repository';

interface Membership {
  readonly status: MemberStatus;
  readonly active: boolean;
  readonly joinedAt: Date | null;
  readonly leftAt: Date | null;
}

/** Somebody in a chat; the id is the person's. */
export interface Member extends Membership {
  readonly id: string;
  readonly telegramId: number;
  readonly username: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly isBot: boolean;
}

/** A chat that somebody is or was in; the id is the chat's. */
export interface ChatOfPerson extends Membership {
  readonly id: string;
  readonly telegramId: number;
  readonly type: ChatType;
  readonly title: string | null;
}

/** Whom of a chat somebody sees: the bot's owner everybody, others those who are there openly. */
export type Sight = 'all' | 'open';

type Raw<Row extends { telegramId: number }> = Omit<Row, 'telegramId'> & { readonly telegramId: string };

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Somebody is active where they are, as long as the bot is there to know. */
const MEMBERSHIP = `${statusOf('membership')} as status, membership.left_at is null and chats.bot_left_at is null as active,
  membership.joined_at as "joinedAt", membership.left_at as "leftAt"`;

const PRESENCE = { all: '', there: 'and left_at is null', gone: 'and left_at is not null', none: 'and false' };

const members = (memberships: string): string => `
  select person.id, person.telegram_id as "telegramId", person.username, person.first_name as "firstName",
    person.last_name as "lastName", person.is_bot as "isBot", ${MEMBERSHIP}
  from (${memberships}) membership
  join chats on chats.id = membership.chat_id join telegram_users person on person.id = membership.telegram_user_id
  order by person.id`;

const PERSON = '(select id from telegram_users where telegram_id = $1 and owner_id is null)';

const ALL_OF_PERSON = `
  select chat_id from memberships where telegram_user_id = ${PERSON} and chat_id > $2 order by chat_id limit $3`;

/**
 * By each bot of the account along an index, and of the chats that are paired with it those in which the person is for others
 * to see: what Telegram tells a bot in confidence is for the bot's owner only.
 */
const SEEN_OF_PERSON = `
  (select seen.chat_id from bots cross join lateral (
     select chat_id from memberships where telegram_user_id = ${PERSON} and bot_id = bots.id and chat_id > $2
     order by chat_id limit $3) seen
   where bots.owner_id = $4)
  union
  (select chats.id from chats join memberships on chat_id = chats.id and telegram_user_id = ${PERSON}
   where account_id = $4 and not memberships.hidden and ${SHARED_BY_MEMBERS} and chats.id > $2 order by chats.id limit $3)
  order by chat_id limit $3`;

/** Memberships as they are shown. */
@Injectable()
export class MembersRepository {
  constructor(private readonly db: Database) {}

  /** Who is or was in a chat, in the order in which people became known, one more than asked for. */
  async of(chat: Chat, sight: Sight, active: boolean | undefined, { limit, after }: Slice): Promise<Member[]> {
    const rows = await this.db.rows<Raw<Member>>(
      members(`select * from memberships where chat_id = $1 and telegram_user_id > $2
        ${PRESENCE[presence(active, chat.botLeftAt)]} ${visible(chat, sight)} order by telegram_user_id limit $3`),
      [chat.id, after ?? FIRST_ID, limit + 1],
    );
    return rows.map((row) => ({ ...row, telegramId: asSafeInteger(row.telegramId) }));
  }

  /** Somebody who is or was in a chat. */
  async find(chat: Chat, sight: Sight, personId: string): Promise<Member | null> {
    const [row] = await this.db.rows<Raw<Member>>(
      members(`select * from memberships where chat_id = $1 and telegram_user_id = $2 ${visible(chat, sight)}`),
      [chat.id, personId],
    );
    return row ? { ...row, telegramId: asSafeInteger(row.telegramId) } : null;
  }

  /** Chats of somebody that the account may see, oldest first, one more than asked for. */
  async chatsOf(account: Principal, telegramId: number, { limit, after }: Slice): Promise<ChatOfPerson[]> {
    const scope = account.role === 'admin' ? [] : [account.id];
    const rows = await this.db.rows<Raw<ChatOfPerson>>(
      `select chats.id, chats.telegram_id as "telegramId", chats.type, chats.title, ${MEMBERSHIP}
       from (${account.role === 'admin' ? ALL_OF_PERSON : SEEN_OF_PERSON}) found
       join memberships membership on membership.chat_id = found.chat_id and membership.telegram_user_id = ${PERSON}
       join chats on chats.id = membership.chat_id
       order by found.chat_id`,
      [telegramId, after ?? FIRST_ID, limit + 1, ...scope],
    );
    return rows.map((row) => ({ ...row, telegramId: asSafeInteger(row.telegramId) }));
  }
}

function visible({ type, isDirectMessages }: Chat, sight: Sight): string {
  if (sight === 'all') return '';
  return type === 'channel' || isDirectMessages ? 'and false' : 'and not hidden';
}

/** In a chat that the bot has left nobody is active. */
function presence(active: boolean | undefined, botLeftAt: Date | null): keyof typeof PRESENCE {
  if (active === undefined) return 'all';
  if (botLeftAt !== null) return active ? 'none' : 'all';
  return active ? 'there' : 'gone';
}
