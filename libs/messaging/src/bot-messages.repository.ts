import { Injectable } from '@nestjs/common';
import type { BotCalls } from '@app/bots';
import { Database } from '@app/platform';
import { cancelWhere } from './ends.sql';
import { Message } from './message.entity';

const CANCEL_ALL = cancelWhere('bot_id = $1', 'bot_id = $1');

/** The messages of one bot, all together. */
@Injectable()
export class BotMessagesRepository implements BotCalls {
  constructor(private readonly db: Database) {}

  /** Calls that a worker is making at this moment, or may be making. */
  async underWay(botId: string): Promise<number> {
    return await this.db.of(Message).countBy({ botId, status: 'sending' });
  }

  /** Takes back what is queued. What was on the wire so long that nobody will hear of it any more is uncertain. */
  async giveUp(botId: string): Promise<void> {
    await this.db.transaction(() => this.db.run(CANCEL_ALL, [botId]));
    await this.db.run(
      `update messages set status = 'uncertain', lease_until = null, settled_at = now(), failure_code = 'messaging.answer_lost'
       where bot_id = $1 and status = 'sending'`,
      [botId],
    );
  }
}
