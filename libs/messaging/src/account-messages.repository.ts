import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';

const BATCH = 5_000;

/** Lanes are locked before their messages, in the order in which accepting locks them. */
const CANCEL_ALL = `
  with lane as materialized (
    select chat_id from lanes where chat_id in (select chat_id from messages where account_id = $1 and status = 'queued')
    order by chat_id for update),
  cancelled as (
    update messages set status = 'cancelled', settled_at = now(), waiting_for = null
    from lane where messages.chat_id = lane.chat_id and account_id = $1 and status = 'queued' returning messages.chat_id),
  counted as (select chat_id, count(*) from cancelled group by chat_id)
  update lanes set open = open - counted.count from counted where lanes.chat_id = counted.chat_id`;

/** The messages of one account, all together. */
@Injectable()
export class AccountMessagesRepository {
  constructor(private readonly db: Database) {}

  /** Takes back everything that is still queued. */
  async cancelAll(accountId: string): Promise<void> {
    await this.db.transaction(() => this.db.run(CANCEL_ALL, [accountId]));
  }

  /** Removes what has come to its end, a batch at a time. Answers whether nothing is left: a call may be under way. */
  async removeEnded(accountId: string): Promise<boolean> {
    for (;;) {
      const { count } = await this.db.run(
        `delete from messages where id in (
           select id from messages where account_id = $1 and status not in ('queued', 'sending') limit ${BATCH})`,
        [accountId],
      );
      if (count < BATCH) break;
    }
    return (await this.db.rows('select 1 from messages where account_id = $1 limit 1', [accountId])).length === 0;
  }
}
