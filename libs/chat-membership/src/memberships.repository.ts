import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import type { MembershipMove } from '@app/telegram';
import { MEMBERSHIP_FACTS, NEWER } from './newest-facts.sql';

/** A chat as a bot sees it, by any Telegram id that it ever had. */
export interface Place {
  readonly botId: string;
  readonly chatTelegramId: number;
}

/** When Telegram told something; null when the update does not say, as a pressed button does not. */
export interface Told {
  readonly at: Date | null;
  readonly updateId: number;
}

/**
 * Rows are locked in the order of people. What comes without a time is older than all that has one: it makes a membership
 * known, and changes none. The bot itself is no member of its chats: what it is there the chat says.
 */
const RECORD = `
  with chat as (
    select id from chats where bot_id = $1 and telegram_id = $2
    union all select id from chats where bot_id = $1 and former_telegram_id = $2 limit 1)
  insert into memberships as known
    (chat_id, bot_id, telegram_user_id, status, joined_at, left_at, as_of, as_of_update, status_as_of, status_as_of_update)
  select chat.id, $1, person.id, coalesce(move.status, case when move.present then 'member' else 'left' end),
    case when move.present then coalesce($6::timestamptz, now()) end,
    case when not move.present then coalesce($6::timestamptz, now()) end,
    coalesce($6::timestamptz, 'epoch'), $7,
    case when move.status is not null then $6::timestamptz end, case when move.status is not null then $7::bigint end
  from chat
  cross join unnest($3::bigint[], $4::boolean[], $5::text[]) as move (telegram_id, present, status)
  join telegram_users person on person.telegram_id = move.telegram_id and person.owner_id is null
  join bots on bots.id = $1 and bots.telegram_id <> move.telegram_id
  where not exists (select from forgotten_people gone where gone.bot_id = $1 and gone.telegram_id = move.telegram_id)
  order by person.id
  on conflict (chat_id, telegram_user_id) do update set ${MEMBERSHIP_FACTS}
  where ${NEWER} or excluded.status_as_of is not null or excluded.joined_at < known.joined_at
    or known.joined_at is null`;

@Injectable()
export class MembershipsRepository {
  constructor(private readonly db: Database) {}

  /** Records who is in a chat and who is not, in one statement. */
  async record({ botId, chatTelegramId }: Place, moves: readonly MembershipMove[], { at, updateId }: Told): Promise<void> {
    await this.db.run(RECORD, [
      botId,
      chatTelegramId,
      moves.map(({ user }) => user.id),
      moves.map(({ present }) => present),
      moves.map(({ status }) => status ?? null),
      at,
      updateId,
    ]);
  }
}
