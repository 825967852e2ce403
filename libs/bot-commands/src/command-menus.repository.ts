import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';

/** What is published for bots that have no commands. */
export const NO_COMMANDS = 'none';

/** A bot whose commands are not what they should be is left to one process for so long. */
const TURN = `interval '60 seconds'`;

/**
 * `$1` is what bots with commands should have; `$2` the only bot that is looked at, or null. From here on until all is published
 * nobody knows what Telegram shows: what was published before counts for nothing.
 */
const TAKE = `
  with differing as (
    select bots.id, should.digest
    from bots left join command_menus known on known.bot_id = bots.id
    cross join lateral (select case when bots.behaviour = 'house' then $1 else '${NO_COMMANDS}' end as digest) should
    where bots.active and bots.paused_reason is null and ($2::uuid is null or bots.id = $2)
      and coalesce(known.due_at <= now(), true) and coalesce(known.digest, '${NO_COMMANDS}') <> should.digest
    order by bots.id limit 1)
  insert into command_menus as menu (bot_id, digest, publishing, due_at) select id, '', true, now() + ${TURN} from differing
  on conflict (bot_id) do update set digest = '', publishing = true, due_at = excluded.due_at where menu.due_at <= now()
  returning bot_id as "botId", (select digest from differing) as digest`;

/** What is published of the commands of bots, and who is at it. */
@Injectable()
export class CommandMenusRepository {
  constructor(private readonly db: Database) {}

  /** Takes a bot, a certain one if it is named, whose commands differ from what they should be: `wanted`, or none for bots without. */
  async take(wanted: string, botId: string | null): Promise<{ botId: string; digest: string } | null> {
    const [row] = await this.db.rows<{ botId: string; digest: string }>(TAKE, [wanted, botId]);
    return row ?? null;
  }

  /** Whether calls may still be made for the bot: it may have been switched off meanwhile. */
  async mayGoOn(botId: string): Promise<boolean> {
    const rows = await this.db.rows('select from bots where id = $1 and active and paused_reason is null', [botId]);
    return rows.length === 1;
  }

  /** What Telegram shows now. */
  async published(botId: string, digest: string): Promise<void> {
    await this.db.run('update command_menus set digest = $2, publishing = false, due_at = now() where bot_id = $1', [
      botId,
      digest,
    ]);
  }

  /** It did not work out; it is tried again when the turn is over. */
  async interrupted(botId: string): Promise<void> {
    await this.db.run('update command_menus set publishing = false where bot_id = $1', [botId]);
  }

  /** Whether the commands of the bot are being published: 1, or 0. */
  async countUnderWay(botId: string): Promise<number> {
    const rows = await this.db.rows('select from command_menus where bot_id = $1 and publishing and due_at > now()', [botId]);
    return rows.length;
  }
}
