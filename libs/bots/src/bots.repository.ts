import { Injectable } from '@nestjs/common';
import { IsNull, type SelectQueryBuilder } from 'typeorm';
import { Database } from '@app/platform';
import { Bot } from './bot.entity';

/** What a row begins with; the rest comes by itself. */
type NewRow = Pick<
  Bot,
  'id' | 'ownerId' | 'telegramId' | 'username' | 'title' | 'tokenSealed' | 'webhookKey' | 'mode' | 'wantedMode' | 'behaviour'
>;

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

  /** Those that are to be looked after, by their numbers: none of an account that is being erased. */
  async pageByNumber(after: number, limit: number): Promise<Bot[]> {
    return await this.lookedAfter().andWhere('bot.number > :after', { after }).orderBy('bot.number').take(limit).getMany();
  }

  /** Those that are to be looked after now, the longest overdue first. */
  async dueForCare(limit: number): Promise<Bot[]> {
    return await this.lookedAfter().andWhere('bot.careDueAt <= now()').orderBy('bot.careDueAt').take(limit).getMany();
  }

  /** The next time comes in so many seconds, unless somebody has changed the bot since it was read. */
  async recordCare({ id, careDueAt }: Bot, seconds: number): Promise<void> {
    await this.db.run(
      `update bots set care_due_at = now() + make_interval(secs => $3)
       where id = $1 and care_due_at >= $2 and care_due_at < $2::timestamptz + interval '1 millisecond'`,
      [id, careDueAt, seconds],
    );
  }

  async insert(bot: NewRow): Promise<void> {
    await this.db.of(Bot).insert({ ...bot, careDueAt: () => 'now()', createdAt: () => 'now()' });
  }

  /** Gives a bot another token of the same bot. Its webhook has to be set anew. */
  async changeToken(id: string, tokenSealed: string): Promise<void> {
    const anew = { pausedReason: null, webhookDigest: null, troubleToldAt: null };
    await this.db.of(Bot).update({ id }, { tokenSealed, ...anew, careDueAt: () => 'now()' });
  }

  /** The bot has told its name, which also shows that its token works. */
  async recordAnswer(id: string, username: string): Promise<void> {
    await this.db.of(Bot).update({ id }, { username, pausedReason: null, troubleToldAt: null });
  }

  /** Telegram was given this webhook, with the secret of this generation. */
  async recordWebhook({ id, webhookGeneration }: Bot, webhookDigest: string): Promise<void> {
    const set = { webhookDigest, webhookGenerationSet: webhookGeneration, webhookRefusal: null };
    await this.db.of(Bot).update({ id }, { mode: 'webhook', ...set });
  }

  /** Telegram does not take the webhook, in its words. It has none then, whatever it had before. */
  async recordRefusal(id: string, webhookRefusal: string): Promise<void> {
    await this.db.of(Bot).update({ id }, { webhookRefusal, webhookDigest: null });
  }

  /** An update of the bot was too large to be fetched, and was skipped. */
  async recordSkip(id: string): Promise<void> {
    await this.db.of(Bot).update({ id }, { updateSkippedAt: () => 'now()' });
  }

  /** Telegram has no webhook any more: it is to be asked. */
  async recordPolling(id: string): Promise<void> {
    await this.db.of(Bot).update({ id }, { mode: 'polling', webhookDigest: null, webhookRefusal: null });
  }

  /** Whoever asked for its updates was told of somebody else: of a webhook, or of another program that asks. */
  async recordConflict(id: string, other: 'webhook' | 'program'): Promise<void> {
    await this.db.run(
      `update bots set care_due_at = least(care_due_at, now() + case when $2 then interval '1 minute' else interval '0' end),
         polled_elsewhere_at = case when $2 then now() else polled_elsewhere_at end where id = $1`,
      [id, other === 'program'],
    );
  }

  /** Bots of an account. */
  async ownedBy(ownerId: string): Promise<Bot[]> {
    return await this.db.of(Bot).find({ where: { ownerId }, order: { number: 'ASC' } });
  }

  /** Bots of an account, newest first, one more than asked for. */
  async pageOf(ownerId: string, limit: number, after?: string): Promise<Bot[]> {
    const query = this.db.of(Bot).createQueryBuilder('bot').where('bot.ownerId = :ownerId', { ownerId });
    if (after !== undefined) query.andWhere('bot.id < :after', { after });
    return await query
      .orderBy('bot.id', 'DESC')
      .take(limit + 1)
      .getMany();
  }

  async findOwned(ownerId: string, id: string): Promise<Bot | null> {
    return await this.db.of(Bot).findOneBy({ ownerId, id });
  }

  /** How many bots an account has. Until the running transaction ends, nobody else connects one for it. */
  async countOwned(ownerId: string): Promise<number> {
    await this.db.rows('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`bots of ${ownerId}`]);
    return await this.db.of(Bot).countBy({ ownerId });
  }

  async change(
    id: string,
    changes: Partial<
      Pick<Bot, 'title' | 'active' | 'behaviour' | 'wantedMode' | 'paidBroadcasts' | 'ignoreCommandsOlderThanMinutes'>
    >,
  ): Promise<void> {
    await this.db.of(Bot).update({ id }, { ...changes, careDueAt: () => 'now()' });
  }

  /** Switches a bot off that is about to be removed: whoever removes it takes the webhook away. */
  async switchOff(id: string): Promise<void> {
    await this.db.of(Bot).update({ id }, { active: false });
  }

  /** From now on the webhook has another secret; the one before stays good until there is a third. It has to be set anew. */
  async changeSecret(id: string): Promise<void> {
    await this.db.run(
      'update bots set webhook_generation = webhook_generation + 1, webhook_digest = null, care_due_at = now() where id = $1',
      [id],
    );
  }

  /** Removes a bot of an account with everything that it knows. */
  async remove(ownerId: string, id: string): Promise<void> {
    await this.db.of(Bot).delete({ id, ownerId });
  }

  /** Notes trouble. True means that it has lasted for five minutes and that nobody was told yet: the caller tells them now. */
  async recordTrouble(id: string, trouble: string): Promise<boolean> {
    const [row] = await this.db.rows<{ due: boolean }>(
      `update bots set trouble = $2, trouble_since = coalesce(bots.trouble_since, now())
       from (select id, trouble_told_at is null and trouble_since < now() - interval '5 minutes' as due
         from bots where id = $1 for update) before
       where bots.id = before.id returning coalesce(before.due, false) as due`,
      [id, trouble],
    );
    return row?.due ?? false;
  }

  /** Whether nobody was told of what is wrong with the bot. Until the transaction ends, nobody else tells. */
  async isUntold(id: string): Promise<boolean> {
    return (await this.db.rows('select from bots where id = $1 and trouble_told_at is null for update', [id])).length > 0;
  }

  /** Somebody was told of what is wrong with the bot. */
  async markTold(id: string): Promise<void> {
    await this.db.of(Bot).update({ id }, { troubleToldAt: () => 'now()' });
  }

  async clearTrouble(id: string): Promise<void> {
    await this.db.of(Bot).update({ id }, { trouble: null, troubleSince: null, troubleToldAt: null });
  }

  /** False means that it was paused already, or that it has another token by now. */
  async pause({ id, tokenSealed }: Bot, pausedReason: 'token_revoked'): Promise<boolean> {
    const { count } = await this.db.run(
      'update bots set paused_reason = $2 where id = $1 and paused_reason is null and token_sealed = $3',
      [id, pausedReason, tokenSealed],
    );
    return count === 1;
  }

  private lookedAfter(): SelectQueryBuilder<Bot> {
    return this.db
      .of(Bot)
      .createQueryBuilder('bot')
      .where('not exists (select 1 from accounts where accounts.id = bot.owner_id and accounts.closing_at is not null)');
  }
}
