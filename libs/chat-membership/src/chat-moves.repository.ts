import { Injectable } from '@nestjs/common';
import { asSafeInteger, Database } from '@app/platform';
import { MEMBERSHIP_COLUMNS, MEMBERSHIP_FACTS, NEWER } from './newest-facts.sql';

/** The rows of a chat that moves: the one it had, and the one that the bot made when it met the supergroup first. */
export interface MovingChat {
  readonly old: string | null;
  readonly new: string | null;
}

@Injectable()
export class ChatMovesRepository {
  constructor(private readonly db: Database) {}

  /** Moves of one bot wait for each other, and for groups that it meets for the first time, until the transaction ends. */
  async takeTurn(botId: string): Promise<void> {
    await this.db.run(`select pg_advisory_xact_lock(hashtextextended('chat moves ' || $1::text, 0))`, [botId]);
  }

  async find(botId: string, from: number, to: number): Promise<MovingChat> {
    const rows = await this.db.rows<{ id: string; telegram_id: string }>(
      'select id, telegram_id from chats where bot_id = $1 and telegram_id in ($2, $3)',
      [botId, from, to],
    );
    const idOf = (telegramId: number): string | null =>
      rows.find((row) => asSafeInteger(row.telegram_id) === telegramId)?.id ?? null;
    return { old: idOf(from), new: idOf(to) };
  }

  /** The chat goes on under another Telegram id; updates about the old one are still about it. */
  async move(id: string, from: number, to: number): Promise<void> {
    await this.db.run(
      `update chats set telegram_id = $3, former_telegram_id = $2, type = 'supergroup', members_due_at = now(), updated_at = now()
       where id = $1`,
      [id, from, to],
    );
  }

  /** Memberships of two chats that are one: of each person the newest facts stay. */
  async absorbMemberships(fromId: string, toId: string): Promise<void> {
    await this.db.run(
      `insert into memberships as known (chat_id, bot_id, telegram_user_id, ${MEMBERSHIP_COLUMNS})
       select $2, bot_id, telegram_user_id, ${MEMBERSHIP_COLUMNS} from memberships where chat_id = $1 order by telegram_user_id
       on conflict (chat_id, telegram_user_id) do update set ${MEMBERSHIP_FACTS}`,
      [fromId, toId],
    );
  }

  /** Two rows are one chat: the newer facts stay, and what is not paired takes over the pairing of the other, which is removed. */
  async absorb(fromId: string, toId: string): Promise<void> {
    await this.db.run('select from chats where id in ($1, $2) order by id for update', [fromId, toId]);
    // A row as a whole, so that nothing of it passes through anything that could change it.
    const [gone] = await this.db.rows<{ row: string }>(
      'delete from chats where id = $1 returning row_to_json(chats)::text as row',
      [fromId],
    );
    if (!gone) return;
    const facts = ['title', 'username', 'is_forum', 'reachable', 'bot_status', 'bot_left_at', 'as_of', 'as_of_update'];
    const newest = [...facts, 'status_as_of', 'status_as_of_update']
      .map((column) => `${column} = case when ${NEWER} then excluded.${column} else known.${column} end`)
      .join(', ');
    await this.db.run(
      `update chats known set ${newest},
         account_id = coalesce(known.account_id, excluded.account_id),
         pairing_id = case when known.account_id is null then excluded.pairing_id else known.pairing_id end,
         paired_at = case when known.account_id is null then excluded.paired_at else known.paired_at end
       from json_populate_record(null::chats, $2::json) excluded where known.id = $1`,
      [toId, gone.row],
    );
  }
}
