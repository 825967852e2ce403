import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';

/** What is published for bots that have no commands. */
export const NO_COMMANDS = 'none';

/** A bot whose commands are not what they should be is left to one process for so long. */
const TURN = `interval '60 seconds'`;

@Injectable()
export class CommandMenusRepository {
  constructor(private readonly db: Database) {}

  /** Takes a bot whose commands differ from what they should be: `wanted` for those that have commands, none for others. */
  async take(wanted: string): Promise<{ botId: string; digest: string } | null> {
    const [row] = await this.db.rows<{ botId: string; digest: string }>(
      `with differing as (
         select bots.id, should.digest
         from bots left join command_menus known on known.bot_id = bots.id
         cross join lateral (select case when bots.behaviour = 'house' then $1 else '${NO_COMMANDS}' end as digest) should
         where bots.active and bots.paused_reason is null and coalesce(known.due_at <= now(), true)
           and coalesce(known.digest, '${NO_COMMANDS}') <> should.digest
         order by bots.id limit 1)
       insert into command_menus as menu (bot_id, digest, due_at) select id, '', now() + ${TURN} from differing
       on conflict (bot_id) do update set due_at = excluded.due_at where menu.due_at <= now()
       returning bot_id as "botId", (select digest from differing) as digest`,
      [wanted],
    );
    return row ?? null;
  }

  /** What Telegram shows now. */
  async published(botId: string, digest: string): Promise<void> {
    await this.db.run('update command_menus set digest = $2, due_at = now() where bot_id = $1', [botId, digest]);
  }
}
