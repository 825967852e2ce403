import { Injectable } from '@nestjs/common';
import { Database, newId } from '@app/platform';
import { Session } from './session.entity';

const LIFETIME = '7 days';

/** For so long the token before the current one still gets the current one: a lost answer, or two tabs. */
const GRACE = '10 seconds';

/** What a refresh token is worth: the next generation, or nothing; `reuse` means that somebody has copied it. */
export type Rotation =
  | { readonly kind: 'rotated'; readonly accountId: string; readonly generation: number }
  | { readonly kind: 'refused' }
  | { readonly kind: 'reuse' };

interface Row {
  account_id: string;
  generation: number;
  alive: boolean;
  in_grace: boolean;
}

@Injectable()
export class SessionsRepository {
  constructor(private readonly db: Database) {}

  async open(accountId: string): Promise<string> {
    const id = newId();
    await this.db.run(`insert into sessions (id, account_id, expires_at) values ($1, $2, now() + interval '${LIFETIME}')`, [
      id,
      accountId,
    ]);
    return id;
  }

  /** Whether the session may still be used. */
  async isAlive(id: string): Promise<boolean> {
    const rows = await this.db.rows('select 1 from sessions where id = $1 and ended_at is null and expires_at > now()', [id]);
    return rows.length === 1;
  }

  /** Moves a session on from the presented generation. Those who present the same one at once get the same answer. */
  async rotate(id: string, presented: number): Promise<Rotation> {
    return await this.db.transaction(async () => {
      const [row] = await this.db.rows<Row>(
        `select account_id, generation, ended_at is null and expires_at > now() as alive,
           rotated_at > clock_timestamp() - interval '${GRACE}' as in_grace
         from sessions where id = $1 for update`,
        [id],
      );
      if (!row?.alive) return { kind: 'refused' };
      if (presented === row.generation) return await this.advance(id, row);
      const lostAnswer = presented === row.generation - 1 && row.in_grace;
      return lostAnswer ? { kind: 'rotated', accountId: row.account_id, generation: row.generation } : { kind: 'reuse' };
    });
  }

  /** Ends a session for good, in a transaction of its own: it stays ended although the request fails. */
  async end(id: string, reason: 'logout' | 'reuse'): Promise<void> {
    await this.db.ownTransaction(async () => {
      await this.db.of(Session).update({ id }, { endedAt: () => 'coalesce(ended_at, now())', endReason: reason });
    });
  }

  /** Forgets sessions that nobody can use any more. */
  async forgetOld(): Promise<void> {
    await this.db.run(`delete from sessions where expires_at < now() - interval '1 day'`);
  }

  private async advance(id: string, row: Row): Promise<Rotation> {
    const generation = row.generation + 1;
    await this.db.run(
      `update sessions set generation = $2, rotated_at = clock_timestamp(), expires_at = now() + interval '${LIFETIME}' where id = $1`,
      [id, generation],
    );
    return { kind: 'rotated', accountId: row.account_id, generation };
  }
}
