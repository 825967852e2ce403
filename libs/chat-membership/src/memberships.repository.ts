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
 * known, and changes none. The bot itself is no member of its chats: what it is there the chat says. In the direct messages
 * of a channel everybody is alone with the channel, so nobody is a member there.
 */
const RECORD = `
  with chat as (
    select id from chats where bot_id = $1 and telegram_id = $2 and not is_direct_messages
    union all select id from chats where bot_id = $1 and former_telegram_id = $2 and not is_direct_messages limit 1)
  insert into memberships as known (chat_id, bot_id, telegram_user_id, status, joined_at, told_left_at,
    as_of, as_of_update, seen_as_of, seen_as_of_update, status_as_of, status_as_of_update, exact_absent, anonymous, shown)
  select chat.id, $1, person.id, coalesce(move.status, case when move.present then 'member' else 'left' end),
    case when move.present then coalesce($8::timestamptz, now()) end,
    case when not move.present then coalesce($8::timestamptz, now()) end,
    case when move.seen then '-infinity' else coalesce($8::timestamptz, 'epoch') end, case when move.seen then 0 else $9::bigint end,
    case when move.seen then coalesce($8::timestamptz, 'epoch') else '-infinity' end, case when move.seen then $9::bigint else 0 end,
    case when move.status is not null then $8::timestamptz end, case when move.status is not null then $9::bigint end,
    case when move.status is not null and $8 is not null then not move.present end,
    case when move.status is not null and $8 is not null then move.anonymous end, move.open
  from chat
  cross join unnest($3::bigint[], $4::boolean[], $5::text[], $6::boolean[], $7::boolean[], $10::boolean[])
    as move (telegram_id, present, status, seen, open, anonymous)
  join telegram_users person on person.telegram_id = move.telegram_id and person.owner_id is null
  join bots on bots.id = $1 and bots.telegram_id <> move.telegram_id
  where not exists (select from forgotten_people gone where gone.bot_id = $1 and gone.telegram_id = move.telegram_id)
  order by person.id
  on conflict (chat_id, telegram_user_id) do update set ${MEMBERSHIP_FACTS}
  where ${NEWER} or excluded.status_as_of is not null or excluded.joined_at < known.joined_at or known.joined_at is null
    or excluded.shown and not known.shown
    or (excluded.seen_as_of, excluded.seen_as_of_update) > (known.seen_as_of, known.seen_as_of_update)`;

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
      moves.map(({ weight }) => weight === 'seen'),
      moves.map(({ open }) => open),
      at,
      updateId,
      moves.map(({ anonymous }) => anonymous ?? null),
    ]);
  }
}
