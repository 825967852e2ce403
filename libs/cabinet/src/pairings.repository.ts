import { Injectable } from '@nestjs/common';
import type { ChatReferences } from '@app/chat-membership';
import { Database } from '@app/platform';
import { Pairing, type PairingState } from './pairing.entity';

const LIFETIME = '10 minutes';

@Injectable()
export class PairingsRepository implements ChatReferences {
  readonly tables = ['pairings'];

  constructor(private readonly db: Database) {}

  /** Begins a pairing, unless the account has `most` of them open. False means that it has. */
  async insert(pairing: Pick<Pairing, 'id' | 'accountId' | 'botId' | 'linkMac'>, most: number): Promise<boolean> {
    const { id, accountId, botId, linkMac } = pairing;
    return await this.db.transaction(async () => {
      // One after the other, so that those who ask at once do not exceed it together.
      await this.db.run('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`pairings of ${accountId}`]);
      const { count } = await this.db.run(
        `insert into pairings (id, account_id, bot_id, link_mac, expires_at)
       select $1, $2, $3, $4, now() + interval '${LIFETIME}'
       where $5 = 0 or (select count(*) from pairings where account_id = $2 and state = 'waiting' and expires_at > now()) < $5`,
        [id, accountId, botId, linkMac, most],
      );
      return count === 1;
    });
  }

  async findOwned(accountId: string, id: string): Promise<Pairing | null> {
    return await this.db.of(Pairing).findOneBy({ accountId, id });
  }

  /** Newest first, one more than asked for. */
  async ofAccount(accountId: string, limit: number, after?: string): Promise<Pairing[]> {
    const query = this.db.of(Pairing).createQueryBuilder('pairing').where('pairing.accountId = :accountId', { accountId });
    if (after !== undefined) query.andWhere('pairing.id < :after', { after });
    return await query
      .orderBy('pairing.id', 'DESC')
      .take(limit + 1)
      .getMany();
  }

  /** A pairing of this bot, by what its link carries. */
  async findByLink(botId: string, linkMac: Buffer): Promise<Pairing | null> {
    return await this.db.of(Pairing).findOneBy({ botId, linkMac });
  }

  /** A pairing of this bot that waits for an answer, kept from everybody else until the transaction ends. */
  async takeOpen(botId: string, id: string): Promise<Pairing | null> {
    return await this.db
      .of(Pairing)
      .createQueryBuilder('pairing')
      .setLock('pessimistic_write')
      .where(`pairing.id = :id and pairing.botId = :botId and pairing.state = 'waiting' and pairing.expiresAt > now()`, {
        id,
        botId,
      })
      .getOne();
  }

  /** Whether it is this chat that the pairing has linked. */
  async hasLinked(id: string, chatId: string): Promise<boolean> {
    return await this.db.of(Pairing).existsBy({ id, chatId, state: 'linked' });
  }

  async end(id: string, state: Exclude<PairingState, 'waiting'>, chatId: string | null): Promise<void> {
    await this.db.of(Pairing).update({ id }, { state, chatId });
  }

  /** Takes a pairing back. False when it does not wait any more. */
  async cancel(accountId: string, id: string): Promise<boolean> {
    const { affected } = await this.db.of(Pairing).update({ accountId, id, state: 'waiting' }, { state: 'cancelled' });
    return affected === 1;
  }

  async absorb(fromChatId: string, toChatId: string): Promise<boolean> {
    await this.db.of(Pairing).update({ chatId: fromChatId }, { chatId: toChatId });
    return true;
  }

  /** Forgets pairings of long ago. */
  async forgetOld(): Promise<void> {
    await this.db.run(`delete from pairings where expires_at < now() - interval '7 days'`);
  }

  async removeAllOf(accountId: string): Promise<void> {
    await this.db.of(Pairing).delete({ accountId });
  }
}
