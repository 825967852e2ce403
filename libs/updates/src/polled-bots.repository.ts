import { Injectable } from '@nestjs/common';
import { Database, Leases } from '@app/platform';

/** Longer than one poll lasts, so that the lease never runs out under a poll. */
const LEASE_SECONDS = 45;

/** So many are begun at once; the others follow at the next look. */
const MOST_AT_ONCE = 500;

/** Which bots are to be asked for, and who asks: one process per bot. */
@Injectable()
export class PolledBotsRepository {
  constructor(
    private readonly db: Database,
    private readonly leases: Leases,
  ) {}

  /** Bots to be asked for which nobody asks. Bots with a webhook are not looked at, however many there are. */
  async unattended(): Promise<string[]> {
    const rows = await this.db.rows<{ id: string }>(
      `select id from bots where mode = 'polling' and active and paused_reason is null
         and not exists (select 1 from leases where name = 'polling:' || bots.id and held_until > now())
         and not exists (select 1 from accounts where accounts.id = bots.owner_id and closing_at is not null)
       limit ${String(MOST_AT_ONCE)}`,
    );
    return rows.map(({ id }) => id);
  }

  /** This process asks, or goes on asking. False means that another one does. */
  async take(botId: string): Promise<boolean> {
    return await this.leases.take(nameOf(botId), LEASE_SECONDS);
  }

  /** This process does not ask any more. */
  async release(botId: string): Promise<void> {
    await this.leases.release(nameOf(botId));
  }

  /** How many processes ask: one or none. */
  async underWay(botId: string): Promise<number> {
    const [row] = await this.db.rows<{ count: number }>(
      'select count(*)::int as count from leases where name = $1 and held_until > now()',
      [nameOf(botId)],
    );
    return row?.count ?? 0;
  }
}

function nameOf(botId: string): string {
  return `polling:${botId}`;
}
