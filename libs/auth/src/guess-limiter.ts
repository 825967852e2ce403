import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import { TooManyTriesError } from './auth.errors';

/** How patient we are with one kind of guess. */
export interface Patience {
  /** Wrong tries that cost nothing. From then on each doubles the pause. */
  readonly freeTries: number;
  /** The first pause. */
  readonly firstPauseSeconds: number;
}

/** No stranger can keep anybody out for longer than this. */
const LONGEST_PAUSE_SECONDS = 15 * 60;

/** Wrong tries this long ago are forgotten. */
const MEMORY = '1 hour';

/**
 * Slows guessing down, across all processes and restarts. A try is counted as wrong before it is judged, in one
 * statement, so that a hundred tries at once are no way around; a right one clears the count.
 */
@Injectable()
export class GuessLimiter {
  constructor(private readonly db: Database) {}

  /** @throws TooManyTriesError when it is too early for another try. */
  async begin(key: string, { freeTries, firstPauseSeconds }: Patience): Promise<void> {
    const { count } = await this.db.run(
      `insert into guesses (key, failures, last_at, blocked_until) values ($1, 1, now(), now())
       on conflict (key) do update set
         failures = case when guesses.last_at < now() - interval '${MEMORY}' then 1 else guesses.failures + 1 end,
         last_at = now(),
         blocked_until = now() + make_interval(secs => case
           when guesses.last_at < now() - interval '${MEMORY}' or guesses.failures + 1 < $2 then 0
           else least($3 * power(2, least(guesses.failures + 1 - $2, 20)), ${String(LONGEST_PAUSE_SECONDS)}) end)
       where guesses.blocked_until <= now()`,
      [key, freeTries, firstPauseSeconds],
    );
    if (count === 0) throw new TooManyTriesError(await this.secondsLeft(key));
  }

  /** The try was right: what was counted against the key is forgotten. */
  async succeeded(key: string): Promise<void> {
    await this.db.run('delete from guesses where key = $1', [key]);
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
