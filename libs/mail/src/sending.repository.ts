import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import { CAUSED_BY_REGISTERING, MOST_CAUSED_BY_REGISTERING_PER_MINUTE, MOST_IN_ALL_PER_MINUTE } from './mail-limits';
import { Mail, type MailStatus } from './mail.entity';

/** The advisory lock under which the mails that leave are counted. */
const CLAIM_LOCK = 7_402;

/** Whether a mail is one of those that wait behind the others. */
const LOW = `template = any('{${CAUSED_BY_REGISTERING.join(',')}}')`;

/** How many more mails may leave now, and how many of those that wait behind the others. */
const ROOM = `
  select greatest(0, ${String(MOST_IN_ALL_PER_MINUTE)} - count(*)) as in_all,
    greatest(0, ${String(MOST_CAUSED_BY_REGISTERING_PER_MINUTE)} - count(*) filter (where ${LOW})) as low
  from mails where claimed_at > now() - interval '1 minute'`;

/** Mails on their way: who tries which, and what came of it. All times are the database's. */
@Injectable()
export class SendingRepository {
  constructor(private readonly db: Database) {}

  /**
   * Takes a mail for one try. Null means that it is settled, that somebody else is trying it now, or that enough have
   * left this minute; a try that ends with its process is over after two minutes.
   */
  async claim(id: string): Promise<Mail | null> {
    return await this.db.transaction(async () => {
      await this.db.run('select pg_advisory_xact_lock($1)', [CLAIM_LOCK]);
      const { count } = await this.db.run(
        `update mails set tries = tries + 1, claimed_at = now(), next_try_at = now() + interval '2 minutes'
         from (${ROOM}) room
         where id = $1 and status = 'queued' and next_try_at <= now() and in_all > 0 and (not ${LOW} or low > 0)`,
        [id],
      );
      return count === 1 ? await this.db.of(Mail).findOneBy({ id, status: 'queued' }) : null;
    });
  }

  /** Mails that should have been looked at by now and that no job seems to care for, as many as may leave, the urgent ones first. */
  async overdue(): Promise<string[]> {
    const rows = await this.db.rows<{ id: string }>(
      `with room as (${ROOM}),
       due as (
         select id, next_try_at, ${LOW} as is_low, row_number() over (partition by ${LOW} order by next_try_at) as place
         from mails where next_try_at < now() - interval '5 seconds')
       select id from due, room where not is_low or place <= low
       order by is_low, next_try_at limit (select in_all from room)`,
    );
    return rows.map((row) => row.id);
  }

  /** Ends a mail. Its letter is gone with that, unless it stays here. */
  async settle(id: string, status: Exclude<MailStatus, 'queued' | 'withheld'>, error: string | null = null): Promise<void> {
    await this.db.run(
      `update mails set status = $2, error = $3, settled_at = now(), next_try_at = null,
         letter_sealed = case when $2 = 'kept' then letter_sealed end
       where id = $1 and status = 'queued'`,
      [id, status, error],
    );
  }

  /** Ends a mail that was withheld when it was written. It came with a letter, so that writing it took no less time. */
  async settleWithheld(id: string): Promise<void> {
    await this.db.run(
      `update mails set settled_at = now(), next_try_at = null, letter_sealed = null
       where id = $1 and status = 'withheld' and next_try_at is not null`,
      [id],
    );
  }

  async postpone(id: string, seconds: number, error: string): Promise<void> {
    await this.db.run(
      `update mails set next_try_at = now() + make_interval(secs => $2), error = $3 where id = $1 and status = 'queued'`,
      [id, seconds, error],
    );
  }
}
