import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { Database } from '@app/platform';
import { Bot, type BotMode } from './bot.entity';

@Injectable()
export class BotsRepository {
  constructor(private readonly db: Database) {}

  async find(id: string): Promise<Bot | null> {
    return await this.db.of(Bot).findOneBy({ id });
  }

  async findByWebhookKey(webhookKey: string): Promise<Bot | null> {
    return await this.db.of(Bot).findOneBy({ webhookKey });
  }

  async findHouse(): Promise<Bot | null> {
    return await this.db.of(Bot).findOneBy({ ownerId: IsNull() });
  }

  /** All that are to be looked after: none of an account that is being erased. */
  async all(): Promise<Bot[]> {
    return await this.db
      .of(Bot)
      .createQueryBuilder('bot')
      .where('not exists (select 1 from accounts where accounts.id = bot.owner_id and accounts.closing_at is not null)')
      .orderBy('bot.number')
      .getMany();
  }

  async insert(bot: Omit<Bot, 'number' | 'createdAt' | 'trouble' | 'troubleSince' | 'troubleToldAt'>): Promise<void> {
    await this.db.of(Bot).insert({ ...bot, createdAt: () => 'now()' });
  }

  /** Gives a bot another token of the same bot. Its webhook has to be set anew. */
  async changeToken(id: string, tokenSealed: string): Promise<void> {
    await this.db.of(Bot).update({ id }, { tokenSealed, pausedReason: null, webhookDigest: null });
  }

  /** The bot has told its name, which also shows that its token works. */
  async recordAnswer(id: string, username: string): Promise<void> {
    await this.db.of(Bot).update({ id }, { username, pausedReason: null });
  }

  async recordWebhook(id: string, mode: BotMode, webhookDigest: string | null): Promise<void> {
    await this.db.of(Bot).update({ id }, { mode, webhookDigest });
  }

  /** Bots of an account. */
  async ownedBy(ownerId: string): Promise<Bot[]> {
    return await this.db.of(Bot).find({ where: { ownerId }, order: { number: 'ASC' } });
  }

  /** Removes a bot of an account with everything that it knows. */
  async remove(ownerId: string, id: string): Promise<void> {
    await this.db.of(Bot).delete({ id, ownerId });
  }

  /** Notes trouble. True means that it has lasted for five minutes and that nobody was told yet: the caller tells them now. */
  async recordTrouble(id: string, trouble: string): Promise<boolean> {
    const [row] = await this.db.rows<{ due: boolean }>(
      `update bots set trouble = $2, trouble_since = coalesce(bots.trouble_since, now()),
         trouble_told_at = case when before.due then now() else bots.trouble_told_at end
       from (select id, trouble_told_at is null and trouble_since < now() - interval '5 minutes' as due
         from bots where id = $1 for update) before
       where bots.id = before.id returning coalesce(before.due, false) as due`,
      [id, trouble],
    );
    return row?.due ?? false;
  }

  async clearTrouble(id: string): Promise<void> {
    await this.db.of(Bot).update({ id }, { trouble: null, troubleSince: null, troubleToldAt: null });
  }

  /** False means that it was paused already. */
  async pause(id: string, pausedReason: 'token_revoked'): Promise<boolean> {
    const { count } = await this.db.run('update bots set paused_reason = $2 where id = $1 and paused_reason is null', [
      id,
      pausedReason,
    ]);
    return count === 1;
  }
}
