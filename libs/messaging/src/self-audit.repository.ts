import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import { LANES_ALONE, LANES_IN_LINE, NOBODY } from './turns.sql';

/** What the books say, and what is found when one looks. */
export interface Audit {
  readonly accepted: number;
  readonly ended: number;
  readonly open: number;
  /** Accounts of which accepted is not ended + open: a message was lost, or ended twice. It should be none. */
  readonly unbalanced: number;
  /** Messages whose lease ran out so long ago that somebody should have found them. It should be none. */
  readonly abandoned: number;
  /** For how many seconds the lane that waits longest has been ready, although its bot sends nothing. */
  readonly lateSeconds: number;
}

/** A lease that ran out is found within five seconds; after a minute nobody is looking. */
const ABANDONED_AFTER = `interval '60 seconds'`;

/** What must go out alone does so one after the other, and may be so much later. */
const ALONE_AFTER = `interval '60 seconds'`;

/** All in one statement, so that all is of one moment. */
const AUDIT = `
  with written as (select account_id, sum(accepted) as accepted, sum(ended) as ended from message_books group by account_id),
  found as (
    select coalesce(account_id, '${NOBODY}') as account_id, count(*) as open from messages
    where status = 'queued' group by account_id),
  accounts as (
    select coalesce(accepted, 0) as accepted, coalesce(ended, 0) as ended, coalesce(open, 0) as open
    from written full join found using (account_id))
  select coalesce(sum(accepted), 0)::float8 as accepted, coalesce(sum(ended), 0)::float8 as ended, coalesce(sum(open), 0)::float8 as open,
    (count(*) filter (where accepted <> ended + open))::int as unbalanced,
    (select count(*)::int from lanes where message_id is not null and lease_until < now() - ${ABANDONED_AFTER}) as abandoned,
    (select coalesce(extract(epoch from now() - min(greatest(ready_at, spent_until, held_until))), 0)::float8
      from (select bot_id, ready_at from lanes where ${LANES_IN_LINE}
        union all select bot_id, ready_at + ${ALONE_AFTER} from lanes where ${LANES_ALONE}) waiting
      join budgets using (bot_id) join bots on bots.id = waiting.bot_id
      where bots.active and bots.paused_reason is null
        and greatest(ready_at, spent_until, held_until) < now()) as "lateSeconds"
  from accounts`;

/** Proves that nothing got lost. */
@Injectable()
export class SelfAuditRepository {
  constructor(private readonly db: Database) {}

  async audit(): Promise<Audit> {
    const [audit] = await this.db.rows<Audit>(AUDIT);
    if (!audit) throw new Error('An audit always has a result.');
    return audit;
  }
}
