import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Principal } from '@app/auth';
import { Database } from '@app/platform';
import { Chat, type ChatType } from './chat.entity';

/** Which chats are wanted. */
export interface ChatFilter {
  readonly type?: ChatType;
  /** Whether the bot is there. */
  readonly active?: boolean;
  /** Only those that were met at that time or later. */
  readonly since?: Date;
}

/** Which rows of a list: how many, and after which id. */
export interface Slice {
  readonly limit: number;
  readonly after?: string;
}

/** Ids are made by the clocks of processes, times by that of the database. */
const CLOCKS_APART_MS = 60_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** Chats as somebody may see them: those that are paired with the account, and those of its bots; an admin sees all. */
@Injectable()
export class VisibleChatsRepository {
  constructor(private readonly db: Database) {}

  /** Oldest first, one more than asked for. */
  async list(account: Principal, filter: ChatFilter, { limit, after }: Slice): Promise<Chat[]> {
    const sql = account.role === 'admin' ? all(filter) : own(filter);
    const owner = account.role === 'admin' ? [] : [account.id];
    const parameters = [startOf(filter, after), filter.since ?? null, filter.type ?? null, limit + 1, ...owner];
    const found = await this.db.rows<{ id: string }>(sql, parameters);
    return await this.db.of(Chat).find({ where: { id: In(found.map(({ id }) => id)) }, order: { id: 'ASC' } });
  }

  async find({ id: accountId, role }: Principal, id: string): Promise<Chat | null> {
    const query = this.db.of(Chat).createQueryBuilder('chat').where('chat.id = :id and chat.forgottenAt is null', { id });
    if (role !== 'admin') {
      query.andWhere(
        `(chat.accountId = :accountId or exists (select 1 from bots where bots.id = chat.bot_id and bots.owner_id = :accountId))`,
        { accountId },
      );
    }
    return await query.getOne();
  }

  /** Whether a bot is the account's own; those of admins are all. */
  async isOwner({ id, role }: Principal, botId: string): Promise<boolean> {
    if (role === 'admin') return true;
    return (await this.db.rows('select from bots where id = $1 and owner_id = $2', [botId, id])).length > 0;
  }
}

/** One of few texts, so that each is planned for what it asks. */
function wanted({ type, active }: ChatFilter): string {
  const presence = active === undefined ? '' : `and bot_left_at is ${active ? 'null' : 'not null'}`;
  const kind = type === undefined ? 'and $3::text is null' : 'and type = $3';
  return `forgotten_at is null and created_at >= coalesce($2::timestamptz, '-infinity') ${kind} ${presence}`;
}

function all(filter: ChatFilter): string {
  return `select id from chats where id > $1 and ${wanted(filter)} order by id limit $4`;
}

/**
 * Each source is walked along its own index. Said as a range of pairs: of `bot_id = …` PostgreSQL thinks that it may as well
 * walk all chats until it has met enough of the bot, which takes long when the bot has few.
 */
function own(filter: ChatFilter): string {
  const rangeOf = (columns: string, values: string): string =>
    `(${columns}, id) > (${values}, $1::uuid) and (${columns}, id) <= (${values}, '${LAST_ID}'::uuid)
      and ${wanted(filter)} order by ${columns}, id limit $4`;
  const ofBot = filter.type === undefined ? rangeOf('bot_id', 'bots.id') : rangeOf('bot_id, type', 'bots.id, $3::text');
  return `
    (select id from chats where account_id is not null and ${rangeOf('account_id', '$5::uuid')})
    union
    (select found.id from bots cross join lateral (select id from chats where ${ofBot}) found where bots.owner_id = $5)
    order by id limit $4`;
}

/** Ids begin with the time at which they were made, so the walk begins there. */
function startOf({ since }: ChatFilter, after = FIRST_ID): string {
  if (since === undefined) return after;
  const time = Math.max(0, since.getTime() - CLOCKS_APART_MS)
    .toString(16)
    .padStart(12, '0');
  const start = `${time.slice(0, 8)}-${time.slice(8)}-0000-0000-000000000000`;
  return start > after ? start : after;
}
