import { Injectable } from '@nestjs/common';
import { Database, newId } from '@app/platform';
import type { Role } from '../accounts/account.entity';
import { Session, type EndReason } from './session.entity';
import type { Visitor } from './visitor';

const LIFETIME = '7 days';

/** However diligently it is used. */
const LONGEST_LIFETIME = '90 days';

/** For so long the token before the current one still gets the current one: a lost answer, or two tabs. */
const GRACE = '10 seconds';

/** Sessions that are over are kept for so long: they tell from where an account is used. */
const MEMORY = '30 days';

const EXTENDED = `least(now() + interval '${LIFETIME}', created_at + interval '${LONGEST_LIFETIME}')`;

/** What a refresh token is worth: the next generation, or nothing; `reuse` means that somebody has copied it. */
export type Rotation =
  | { readonly kind: 'rotated'; readonly accountId: string; readonly generation: number }
  | { readonly kind: 'refused' }
  | { readonly kind: 'reuse'; readonly accountId: string };

/** Whose a live session is. */
export interface LiveSession {
  readonly accountId: string;
  readonly role: Role;
}

interface Row {
  account_id: string;
  generation: number;
  alive: boolean;
  in_grace: boolean;
}

@Injectable()
export class SessionsRepository {
  constructor(private readonly db: Database) {}

  async open(accountId: string, { device, network }: Visitor): Promise<string> {
    const id = newId();
    await this.db.run(
      `insert into sessions (id, account_id, device, network, expires_at) values ($1, $2, $3, $4, now() + interval '${LIFETIME}')`,
      [id, accountId, device, network],
    );
    return id;
  }

  /** The session if it may still be used, and notes that it is. Its use is written once a minute at most; so is its extension. */
  async use(id: string, { extend }: { readonly extend: boolean }): Promise<LiveSession | null> {
    const [row] = await this.db.rows<LiveSession>(
      `with live as (
         select sessions.id, account_id, role, last_used_at from sessions join accounts on accounts.id = account_id
         where sessions.id = $1 and ended_at is null and expires_at > now() and closing_at is null),
       noted as (
         update sessions set last_used_at = now(), expires_at = case when $2 then ${EXTENDED} else expires_at end
         from live where sessions.id = live.id and live.last_used_at < now() - interval '1 minute')
       select account_id as "accountId", role from live`,
      [id, extend],
    );
    return row ?? null;
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
      const accountId = row.account_id;
      if (presented === row.generation) return { kind: 'rotated', accountId, generation: await this.advance(id, row) };
      const lostAnswer = presented === row.generation - 1 && row.in_grace;
      return lostAnswer ? { kind: 'rotated', accountId, generation: row.generation } : { kind: 'reuse', accountId };
    });
  }

  /** Ends a session. False means that the account has no such session, or that it is over already. */
  async end(accountId: string, id: string, reason: EndReason): Promise<boolean> {
    const { count } = await this.db.run(
      `update sessions set ended_at = now(), end_reason = $3
       where id = $2 and account_id = $1 and ended_at is null and expires_at > now()`,
      [accountId, id, reason],
    );
    return count === 1;
  }

  /** Ends all sessions of an account, or all but one, and answers how many those were. */
  async endAll(accountId: string, reason: EndReason, exceptId?: string): Promise<number> {
    const { count } = await this.db.run(
      `update sessions set ended_at = now(), end_reason = $2
       where account_id = $1 and ended_at is null and expires_at > now() and id is distinct from $3::uuid`,
      [accountId, reason, exceptId ?? null],
    );
    return count;
  }

  /** Sessions that may still be used, newest first, one more than asked for. */
  async alive(accountId: string, limit: number, after?: string): Promise<Session[]> {
    const query = this.db
      .of(Session)
      .createQueryBuilder('session')
      .where('session.accountId = :accountId and session.endedAt is null and session.expiresAt > now()', { accountId });
    if (after !== undefined) query.andWhere('session.id < :after', { after });
    return await query
      .orderBy('session.id', 'DESC')
      .take(limit + 1)
      .getMany();
  }

  /** Every session that is remembered, newest first, one more than asked for. */
  async remembered(accountId: string, limit: number, after?: string): Promise<Session[]> {
    const query = this.db.of(Session).createQueryBuilder('session').where('session.accountId = :accountId', { accountId });
    if (after !== undefined) query.andWhere('session.id < :after', { after });
    return await query
      .orderBy('session.id', 'DESC')
      .take(limit + 1)
      .getMany();
  }

  /** Whether the account was signed in from exactly this network lately. Without an account it takes as long. */
  async cameFrom(accountId: string | null, network: string | null): Promise<boolean> {
    const rows = await this.db.rows('select 1 from sessions where account_id = $1::uuid and network = $2::inet limit 1', [
      accountId,
      network,
    ]);
    return rows.length > 0;
  }

  /**
   * Whether the account was signed in lately on a device of this kind from this part of the net: addresses of one
   * provider change, so a neighbourhood of them counts as one place.
   */
  async isFamiliar(accountId: string, { device, network }: Visitor): Promise<boolean> {
    const rows = await this.db.rows(
      `select 1 from sessions where account_id = $1 and device = $2
         and network <<= network(set_masklen($3::inet, case family($3::inet) when 4 then 16 else 32 end)) limit 1`,
      [accountId, device, network],
    );
    return rows.length > 0;
  }

  /** Forgets sessions that have been over for long. */
  async forgetOld(): Promise<void> {
    await this.db.run(`delete from sessions where expires_at < now() - interval '${MEMORY}'`);
  }

  private async advance(id: string, row: Row): Promise<number> {
    const generation = row.generation + 1;
    await this.db.run(
      `update sessions set generation = $2, rotated_at = clock_timestamp(), last_used_at = now(), expires_at = ${EXTENDED} where id = $1`,
      [id, generation],
    );
    return generation;
  }
}
