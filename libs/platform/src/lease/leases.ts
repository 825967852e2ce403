import { Injectable } from '@nestjs/common';
import { newId } from '../crypto/ids';
import { Database } from '../database/database';

/**
 * Exclusive, named leases across processes, on the database's clock. A lease that its holder does not renew runs
 * out by itself, so a killed process blocks nobody for longer than the time it asked for.
 */
@Injectable()
export class Leases {
  /** This process, as a holder. */
  private readonly holder = newId();

  constructor(private readonly db: Database) {}

  /** Takes or renews a lease. False means that another process holds it. */
  async take(name: string, seconds: number): Promise<boolean> {
    const { count } = await this.db.run(
      `insert into leases (name, holder, held_until) values ($1, $2, now() + make_interval(secs => $3))
       on conflict (name) do update set holder = excluded.holder, held_until = excluded.held_until
       where leases.holder = excluded.holder or leases.held_until < now()`,
      [name, this.holder, seconds],
    );
    return count === 1;
  }

  /** Gives a lease back, if this process holds it. */
  async release(name: string): Promise<void> {
    await this.db.run('delete from leases where name = $1 and holder = $2', [name, this.holder]);
  }
}
