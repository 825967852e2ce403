import { Injectable } from '@nestjs/common';
import type { BotCalls } from '@app/bots';
import { Database } from '@app/platform';
import { cancelWhere } from './ends.sql';
import { FREE } from './turns.sql';

const CANCEL_ALL = cancelWhere('bot_id = $1', 'bot_id = $1');

/** Nothing begins or ends in between. */
const LOCK_ALL = 'select from lanes where bot_id = $1 order by chat_id for update';

const LEAVE_ALL = `
  with lane as materialized (
    select chat_id, message_id, attempt from lanes where bot_id = $1 and message_id is not null order by chat_id for update),
  left_alone as (
    update messages m set status = 'uncertain', attempt = lane.attempt, waiting_for = null, answer_to = null, settled_at = now(), failure_code = 'messaging.answer_lost'
    from lane where m.id = lane.message_id and m.status = 'queued' returning m.chat_id)
  update lanes set open = open - (select count(*) from left_alone where left_alone.chat_id = lane.chat_id), ${FREE}
  from lane where lanes.chat_id = lane.chat_id`;

/** The messages of one bot, all together. */
@Injectable()
export class BotMessagesRepository implements BotCalls {
  constructor(private readonly db: Database) {}

  /** Calls that a worker is making at this moment, or may be making. */
  async underWay(botId: string): Promise<number> {
    const [row] = await this.db.rows<{ count: number }>(
      'select count(*)::int as count from lanes where bot_id = $1 and message_id is not null',
      [botId],
    );
    return row?.count ?? 0;
  }

  /** Takes back what is queued. What was on the wire so long that nobody will hear of it any more is uncertain. */
  async giveUp(botId: string): Promise<void> {
    await this.db.transaction(async () => {
      await this.db.run(LOCK_ALL, [botId]);
      await this.db.run(CANCEL_ALL, [botId]);
      await this.db.run(LEAVE_ALL, [botId]);
    });
  }
}
