import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import { TooManyTriesError } from '../auth.errors';

/** How patient we are with one kind of guess. */
export interface Patience {
  /** Wrong tries that cost nothing. From then on each doubles the pause. */
  readonly freeTries: number;
  /** The first pause. */
  readonly firstPauseSeconds: number;
}

/** How many wrong tries all callers together have. */
export interface Allowance {
  /** So many at once. */
  readonly burst: number;
  /** And one more after so many seconds, for ever. */
  readonly everySeconds: number;
}

/** No stranger can keep anybody out for longer than this. */
const LONGEST_PAUSE_SECONDS = 15 * 60;

/** Wrong tries this long ago are forgotten. */
const MEMORY = '1 hour';

/**
 * Slows guessing down, across all processes and restarts. A try is counted as wrong before it is judged, in one
 * statement, so that a hundred tries at once are no way around; a right one is taken back. The clock is read when the
 * row is locked: `now()` is when a statement began to wait for it, and would refuse those who came together.
 */
@Injectable()
export class GuessLimiter {
  constructor(private readonly db: Database) {}

  /**
   * Counts a try against one key, and answers how many that makes within the hour.
   *
   * @throws TooManyTriesError when it is too early for another one.
   */
  async begin(key: string, { freeTries, firstPauseSeconds }: Patience): Promise<number> {
    const [row] = await this.db.rows<{ failures: number }>(
      `insert into guesses (key, failures, last_at, blocked_until) values ($1, 1, clock_timestamp(), clock_timestamp())
       on conflict (key) do update set
         failures = case when guesses.last_at < clock_timestamp() - interval '${MEMORY}' then 1 else guesses.failures + 1 end,
         last_at = clock_timestamp(),
         blocked_until = clock_timestamp() + make_interval(secs => case
           when guesses.last_at < clock_timestamp() - interval '${MEMORY}' or guesses.failures + 1 < $2 then 0
           else least($3 * power(2, least(guesses.failures + 1 - $2, 20)), ${LONGEST_PAUSE_SECONDS}) end)
       where guesses.blocked_until <= clock_timestamp() returning failures`,
      [key, freeTries, firstPauseSeconds],
    );
    if (!row) throw new TooManyTriesError(await this.secondsLeft(key));
    return row.failures;
  }

  /** Counts a try against what all callers have together. @throws TooManyTriesError when it is used up. */
  async spend(key: string, { burst, everySeconds }: Allowance): Promise<void> {
    const { count } = await this.db.run(
      `insert into guesses (key, failures, last_at, blocked_until) values ($1, 1, clock_timestamp(), clock_timestamp() + make_interval(secs => $2))
       on conflict (key) do update set failures = guesses.failures + 1, last_at = clock_timestamp(),
         blocked_until = greatest(guesses.blocked_until, clock_timestamp()) + make_interval(secs => $2)
       where guesses.blocked_until <= clock_timestamp() + make_interval(secs => $2 * ($3 - 1))`,
      [key, everySeconds, burst],
    );
    if (count === 0) throw new TooManyTriesError(Math.max(1, (await this.secondsLeft(key)) - everySeconds * (burst - 1)));
  }

  /** The try was right: everything that was counted against the key is forgotten. */
  async forget(key: string): Promise<void> {
    await this.db.run('delete from guesses where key = $1', [key]);
  }

  /** Forgets what was counted against the key, also by single places (`<key> from <network>`). */
  async forgetAll(key: string): Promise<void> {
    await this.db.run(`delete from guesses where key = $1 or starts_with(key, $1 || ' from ')`, [key]);
  }

  /** The try was right: it does not count, but what came before it does. */
  async takeBack(key: string): Promise<void> {
    await this.db.run(
      'update guesses set failures = greatest(failures - 1, 0), blocked_until = clock_timestamp() where key = $1',
      [key],
    );
  }

  /** The try was right: it cost nothing of what all have together. */
  async giveBack(key: string, { everySeconds }: Allowance): Promise<void> {
    await this.db.run('update guesses set blocked_until = blocked_until - make_interval(secs => $2) where key = $1', [
      key,
      everySeconds,
    ]);
  }

  /** Forgets what does not count any more. */
  async forgetOld(): Promise<void> {
    await this.db.run(`delete from guesses where last_at < now() - interval '${MEMORY}' and blocked_until < now()`);
  }

  private async secondsLeft(key: string): Promise<number> {
    const [row] = await this.db.rows<{ seconds: string }>(
      'select extract(epoch from blocked_until - now()) as seconds from guesses where key = $1',
      [key],
    );
    return Math.max(1, Math.ceil(Number(row?.seconds ?? 1)));
  }
}
