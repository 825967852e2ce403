import { Injectable } from '@nestjs/common';
import { asSafeInteger, Database } from '@app/platform';
import type { KnownPerson } from './person-data';

/** By then no update is worked on any more that was when somebody was forgotten; until then traces are looked for again. */
const UNDER_WAY = `interval '1 minute'`;

/** Who does not want to be known. Whoever records people leaves out those whom this table has. */
@Injectable()
export class ForgottenPeopleRepository {
  constructor(private readonly db: Database) {}

  async add({ botId, telegramId }: KnownPerson): Promise<void> {
    await this.db.run(
      `insert into forgotten_people (bot_id, telegram_id) values ($1, $2)
       on conflict (bot_id, telegram_id) do update set forgotten_at = now(), traces_erased_at = null`,
      [botId, telegramId],
    );
  }

  async remove({ botId, telegramId }: KnownPerson): Promise<void> {
    await this.db.run('delete from forgotten_people where bot_id = $1 and telegram_id = $2', [botId, telegramId]);
  }

  async has({ botId, telegramId }: KnownPerson): Promise<boolean> {
    const gone = 'select from forgotten_people where bot_id = $1 and telegram_id = $2';
    return (await this.db.rows(gone, [botId, telegramId])).length > 0;
  }

  /** Keeps somebody forgotten until the transaction ends. False when they are not any more. */
  async hold({ botId, telegramId }: KnownPerson): Promise<boolean> {
    const held = 'select from forgotten_people where bot_id = $1 and telegram_id = $2 for update';
    return (await this.db.rows(held, [botId, telegramId])).length > 0;
  }

  /** Those of whom something may still tell. */
  async withTraces(): Promise<KnownPerson[]> {
    const rows = await this.db.rows<{ botId: string; telegramId: string }>(
      `select bot_id as "botId", telegram_id as "telegramId" from forgotten_people where traces_erased_at is null
       order by forgotten_at limit 100`,
    );
    return rows.map(({ botId, telegramId }) => ({ botId, telegramId: asSafeInteger(telegramId) }));
  }

  /**
   * Empties the raw updates that tell of the person, whoever they came from. The rows stay: an update that comes again must
   * not take effect again.
   */
  async eraseTraces({ botId, telegramId }: KnownPerson): Promise<void> {
    await this.db.run(
      `update updates set lane = 0, person = null, body = '' where bot_id = $1 and status <> 'pending'
         and (person = $2 or lane = $2 or body ~ ('"(user_)?id":\\s*' || $2::bigint || '\\M'))`,
      [botId, telegramId],
    );
    await this.db.run(
      `update forgotten_people set traces_erased_at = now()
       where bot_id = $1 and telegram_id = $2 and forgotten_at < now() - ${UNDER_WAY}`,
      [botId, telegramId],
    );
  }
}
