import { Injectable } from '@nestjs/common';
import { AuditLog, PasswordCheck } from '@app/auth';
import { Database } from '@app/platform';
import { TelegramCallError } from '@app/telegram';
import { BotCallsRegistry } from './bot-calls';
import { BotFarewell } from './bot-farewell';
import type { Bot } from './bot.entity';
import { BotNotFoundError, TelegramAwayError } from './bots.errors';
import { BotsRepository } from './bots.repository';
import { RunningBots } from './running-bots';

/** What an account decides about a bot. */
export type BotWishes = Partial<
  Pick<Bot, 'title' | 'active' | 'behaviour' | 'wantedMode' | 'paidBroadcasts' | 'ignoreCommandsOlderThanMinutes'>
>;

/** The bots that accounts have connected. */
@Injectable()
export class OwnedBotsService {
  constructor(
    private readonly bots: BotsRepository,
    private readonly running: RunningBots,
    private readonly calls: BotCallsRegistry,
    private readonly farewell: BotFarewell,
    private readonly passwords: PasswordCheck,
    private readonly audit: AuditLog,
    private readonly db: Database,
  ) {}

  /** Newest first, one more than asked for. */
  async page(ownerId: string, limit: number, after?: string): Promise<Bot[]> {
    return await this.bots.pageOf(ownerId, limit, after);
  }

  /** @throws BotNotFoundError */
  async get(ownerId: string, id: string): Promise<Bot> {
    const bot = await this.bots.findOwned(ownerId, id);
    if (!bot) throw new BotNotFoundError();
    return bot;
  }

  /** Of a bot that is switched off no call is on the wire when this resolves; what is queued waits. @throws BotNotFoundError */
  async change(ownerId: string, id: string, wishes: BotWishes): Promise<void> {
    await this.get(ownerId, id);
    await this.db.transaction(async () => {
      await this.bots.change(id, wishes);
      await this.audit.note({ id: ownerId }, 'bot.changed', ownerId, { botId: id, changed: changedIn(wishes) });
      await this.running.changed(id);
    });
    if (wishes.active === false) await this.calls.ended(id);
  }

  /** @throws BotNotFoundError, WrongPasswordError, TelegramAwayError: a webhook that stays behind would go on delivering to nobody. */
  async remove(ownerId: string, id: string, password: string): Promise<void> {
    const bot = await this.get(ownerId, id);
    await this.passwords.ensureOf(ownerId, password);
    await this.bots.switchOff(id);
    await this.running.changed(id);
    await this.calls.ended(id);
    await this.calls.giveUp(id);
    const gone = await this.farewell.part(ownerId, bot).catch((error: unknown) => {
      throw error instanceof TelegramCallError ? new TelegramAwayError() : error;
    });
    if (!gone) throw new TelegramAwayError();
    await this.audit.note({ id: ownerId }, 'bot.removed', ownerId, { botId: id });
  }
}

/** The names of what is changed, not the values: a title may be a name. */
function changedIn(wishes: BotWishes): string {
  const changed = Object.entries(wishes as Record<string, unknown>).flatMap(([name, value]) =>
    value === undefined ? [] : [name],
  );
  return changed.join(', ');
}
