import { Injectable } from '@nestjs/common';
import { asSafeInteger, Database } from '@app/platform';
import type { Arrival } from './arrival';

/** A line of updates that wait for each other. */
export interface Lane {
  readonly botId: string;
  readonly lane: number;
}

/** The update whose turn it is. */
export interface Head {
  readonly id: number;
  readonly updateId: number;
  readonly body: string;
  readonly receivedAt: Date;
  /** How often it was begun and never answered: the process ended, or its connection to the database broke. */
  readonly abandoned: number;
}

type HeadRow = Pick<Head, 'body' | 'receivedAt' | 'abandoned'> & {
  readonly id: string;
  readonly update_id: string;
  readonly due: boolean;
};

/** Failures so far, and whether there is no further try. */
interface Failure {
  readonly tries: number;
  readonly parked: boolean;
}

/** A failing update is tried again after so many seconds, and after as many tries as there are pauses it is parked. */
const PAUSES_SECONDS = [1, 5];

/** What somebody sends who does not want to be known is kept as a number only. */
const FORGOTTEN = `exists (select from forgotten_people gone where gone.bot_id = updates.bot_id and gone.telegram_id = updates.person)`;

/** How many lanes are looked for at once. */
export const LANES_LOOKED_FOR = 64;

@Injectable()
export class UpdatesRepository {
  constructor(private readonly db: Database) {}

  /**
   * Keeps updates; those that are there already are left alone, however they are ordered. Returns how many were new.
   * Rows go in sorted, so that two batches wait for each other instead of locking crosswise.
   */
  async insert(arrivals: readonly Arrival[]): Promise<number> {
    const column = <K extends keyof Arrival>(key: K): Arrival[K][] => arrivals.map((arrival) => arrival[key]);
    const { count } = await this.db.run(
      `insert into updates (bot_id, update_id, lane, person, body)
       select * from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[], $5::text[]) as t (bot_id, update_id, lane, person, body)
       order by bot_id, update_id
       on conflict (bot_id, update_id) do nothing`,
      [column('botId'), column('updateId'), column('lane'), column('person'), column('body')],
    );
    return count;
  }

  /** Lanes whose first waiting update is due, beginning after the given lane: a walk from lane to lane over the index. */
  async dueLanes(after: Lane): Promise<Lane[]> {
    const rows = await this.db.rows<{ bot_id: string; lane: string }>(
      `with recursive heads as (
         (select bot_id, lane, next_try_at from updates where status = 'pending' and (bot_id, lane) > ($1, $2)
          order by bot_id, lane, id limit 1)
         union all
         select next.* from heads cross join lateral (
           select bot_id, lane, next_try_at from updates where status = 'pending' and (bot_id, lane) > (heads.bot_id, heads.lane)
           order by bot_id, lane, id limit 1) next)
       select bot_id, lane from heads where next_try_at <= now() limit ${String(LANES_LOOKED_FOR)}`,
      [after.botId, after.lane],
    );
    return rows.map((row) => ({ botId: row.bot_id, lane: asSafeInteger(row.lane) }));
  }

  /**
   * Takes the first waiting update of a lane for the running transaction. Null when there is none, when it is too
   * early for it, or when another worker is at this lane.
   */
  async takeHead({ botId, lane }: Lane): Promise<Head | null> {
    const [lock] = await this.db.rows<{ mine: boolean }>(`select pg_try_advisory_xact_lock(hashtextextended($1, $2)) as mine`, [
      botId,
      lane,
    ]);
    if (!lock?.mine) return null;
    const [row] = await this.db.rows<HeadRow>(
      `select id, update_id, body, received_at as "receivedAt", next_try_at <= now() as due,
         coalesce((select times from updates_begun where updates_begun.id = updates.id), 0) as abandoned
       from updates where bot_id = $1 and lane = $2 and status = 'pending' order by id limit 1`,
      [botId, lane],
    );
    if (!row?.due) return null;
    const { body, receivedAt, abandoned } = row;
    return { id: asSafeInteger(row.id), updateId: asSafeInteger(row.update_id), body, receivedAt, abandoned };
  }

  /** Writes down that updates are begun now. What answers for them, `markProcessed` or `recordFailure`, crosses it out. */
  async markBegun(ids: readonly number[]): Promise<void> {
    await this.db.run(
      `insert into updates_begun (id) select * from unnest($1::bigint[]) on conflict (id) do update set times = updates_begun.times + 1`,
      [ids],
    );
  }

  async markProcessed(id: number): Promise<void> {
    await this.db.run(
      `with answered as (delete from updates_begun where id = $1)
       update updates set status = 'processed', processed_at = now(), tries = tries + 1, error = null,
         (lane, person, body) = (select kept.lane, kept.person, kept.body from (values
           (0, null::bigint, '', true), (updates.lane, updates.person, updates.body, false)) as kept (lane, person, body, gone)
           where kept.gone = ${FORGOTTEN})
       where id = $1`,
      [id],
    );
  }

  /** Gives an update up that nobody comes back from. Its lane goes on without it. */
  async park(id: number, error: string): Promise<void> {
    await this.db.run(
      `with answered as (delete from updates_begun where id = $1 returning times)
       update updates set status = 'failed', error = $2, tries = tries + coalesce((select times from answered), 0) where id = $1`,
      [id, error],
    );
  }

  /** Counts a failure. After the last pause the update is parked, and its lane goes on without it. */
  async recordFailure(id: number, error: string): Promise<Failure> {
    const [row] = await this.db.rows<Failure>(
      `with answered as (delete from updates_begun where id = $1)
       update updates set tries = tries + 1, error = $2,
         status = case when tries >= $3 then 'failed' else status end,
         next_try_at = now() + make_interval(secs => coalesce(($4::int[])[tries + 1], 0))
       where id = $1 and status = 'pending' returning tries, status = 'failed' as parked`,
      [id, error, PAUSES_SECONDS.length, PAUSES_SECONDS],
    );
    return row ?? { tries: 0, parked: false };
  }

  /** Marks of updates that were erased while they were under way, e.g. with their bot. */
  async forgetStrayMarks(): Promise<void> {
    await this.db.run(`delete from updates_begun where not exists (select from updates where updates.id = updates_begun.id)`);
  }

  /** Forgets updates of long ago, a batch at a time. Returns how many. */
  async forgetOlderThan(days: number): Promise<number> {
    const { count } = await this.db.run(
      `delete from updates where id in (
         select id from updates where received_at < now() - make_interval(days => $1) and status <> 'pending' order by received_at limit 5000)`,
      [days],
    );
    return count;
  }
}
