import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';

/** One number for all users of the database, without meaning. */
const KEY = '5072619814130557';

/**
 * Shows others that this process uses the database: a shared advisory lock on a connection of its own. A process that dies
 * loses the connection and with it the lock. When the server restarts, the lock is taken again.
 */
export class Presence {
  private client: Client | null = null;
  private left = false;

  /** @param revive called again and again while the server does not answer; it may start the server. */
  constructor(
    private readonly url: string,
    private readonly revive: () => Promise<void>,
  ) {}

  /** Takes the lock; throws what the connection threw. */
  async announce(): Promise<void> {
    const client = new Client({
      connectionString: this.url,
      application_name: 'chappe presence',
      connectionTimeoutMillis: 10_000,
    });
    client.on('error', () => undefined); // its end follows, and is handled there
    await client.connect();
    await client.query('select pg_advisory_lock_shared($1::bigint)', [KEY]);
    if (this.left) return client.end();
    this.client = client;
    client.once('end', () => {
      this.client = null;
      if (!this.left) void this.comeBack();
    });
  }

  /** Gives up the lock. True when no other process holds it; when the server does not answer, that cannot be known: false. */
  async leave(): Promise<boolean> {
    this.left = true;
    const client = this.client;
    if (!client) return false;
    try {
      await client.query('select pg_advisory_unlock_shared($1::bigint)', [KEY]);
      const { rows } = await client.query<{ alone: boolean }>('select pg_try_advisory_lock($1::bigint) as alone', [KEY]);
      return rows[0]?.alone === true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private async comeBack(): Promise<void> {
    for (let attempt = 0; !this.left; attempt += 1) {
      await pause(Math.min(50 * 2 ** attempt, 1_000), undefined, { ref: false });
      if (await succeeds(this.announce())) return;
      if (attempt >= 5 && !this.hasLeft()) await succeeds(this.revive());
    }
  }

  private hasLeft(): boolean {
    return this.left;
  }
}

async function succeeds(work: Promise<void>): Promise<boolean> {
  return work.then(
    () => true,
    () => false,
  );
}
