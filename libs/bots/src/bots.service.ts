import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import { BotNotices } from './bot-notices';
import { BotsRepository } from './bots.repository';
import type { Bot } from './bot.entity';
import { RunningBots } from './running-bots';

/** What others may do with bots. */
@Injectable()
export class BotsService {
  constructor(
    private readonly db: Database,
    private readonly bots: BotsRepository,
    private readonly running: RunningBots,
    private readonly notices: BotNotices,
  ) {}

  /** A bot that answers people and that an account may use: one of its own, or the bot of the house when none is named. */
  async findSpeaking(accountId: string, id?: string): Promise<Bot | null> {
    const bot = id === undefined ? await this.bots.findHouse() : await this.findUsable(accountId, id);
    const isSpeaking = bot?.active === true && bot.pausedReason === null && bot.behaviour === 'house' && bot.username !== null;
    return isSpeaking ? bot : null;
  }

  /** By which people find a bot; empty as long as Telegram has not told it. */
  async usernameOf(id: string): Promise<string> {
    return (await this.running.find(id))?.username ?? '';
  }

  /** Stops using a bot whose token Telegram does not accept any more, and tells who sees to it, once. What is queued for it waits. */
  async pause(id: string, reason: 'token_revoked'): Promise<void> {
    await this.db.transaction(async () => {
      if (!(await this.bots.pause(id, reason))) return;
      const bot = await this.bots.find(id);
      if (bot) await this.notices.tokenRevoked(bot);
      await this.running.changed();
    });
  }

  private async findUsable(accountId: string, id: string): Promise<Bot | null> {
    const owned = await this.bots.findOwned(accountId, id);
    if (owned) return owned;
    const house = await this.bots.findHouse();
    return house?.id === id ? house : null;
  }
}
