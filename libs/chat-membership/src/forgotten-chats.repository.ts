import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';

/** Telegram's ids are below 2^52 (core.telegram.org/bots/api#chat), and a number holds them exactly up to 2^53: what is in between is nobody's. */
const NOBODY = `-(4503599627370496 + (random() * 4503599627370494)::bigint)`;

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** Private chats with people who do not want to be known any more. */
@Injectable()
export class ForgottenChatsRepository {
  constructor(private readonly db: Database) {}

  /** Erases where a person is, and what their private chat tells of them. Its Telegram id stays for the last answer. */
  async add(botId: string, telegramId: number): Promise<void> {
    await this.db.run(
      `delete from memberships using telegram_users person, chats
       where person.telegram_id = $2 and person.owner_id is null and memberships.telegram_user_id = person.id
         and chats.id = memberships.chat_id and chats.bot_id = $1`,
      [botId, telegramId],
    );
    await this.db.run(
      'delete from topics using chats where chats.id = topics.chat_id and chats.bot_id = $1 and chats.telegram_id = $2',
      [botId, telegramId],
    );
    await this.db.run(
      `update chats set title = null, username = null, forgotten_at = now() where bot_id = $1 and telegram_id = $2`,
      [botId, telegramId],
    );
  }

  /** Those that still have Telegram's id, beginning after one of them. */
  async recognisable(limit: number, after = FIRST_ID): Promise<string[]> {
    const rows = await this.db.rows<{ id: string }>(
      `select id from chats where forgotten_at is not null and telegram_id > 0 and id > $2 order by id limit $1`,
      [limit, after],
    );
    return rows.map(({ id }) => id);
  }

  /** Takes Telegram's id away, for a chat that messages of accounts still refer to. The person may have come back meanwhile. */
  async hide(id: string): Promise<void> {
    await this.db.run(
      `update chats set telegram_id = ${NOBODY}, reachable = false, bot_left_at = now() where id = $1 and forgotten_at is not null`,
      [id],
    );
  }

  async remove(id: string): Promise<void> {
    await this.db.run('delete from chats where id = $1 and forgotten_at is not null', [id]);
  }
}
