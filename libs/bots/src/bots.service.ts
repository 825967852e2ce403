import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import type { Bot } from './bot.entity';
import { BotNotices } from './bot-notices';
import { BotsRepository } from './bots.repository';
import { RunningBots, type RunningBot } from './running-bots';

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

  /**
   * Stops using a bot whose token Telegram does not accept any more, and tells who sees to it, once. What is queued for it waits.
   * A call with a token that was changed meanwhile means nothing.
   */
  async pause({ id, token }: Pick<RunningBot, 'id' | 'token'>, reason: 'token_revoked'): Promise<void> {
    const bot = await this.bots.find(id);
    if (bot && this.running.open(bot).token === token) await this.pauseAsRead(bot, reason);
  }

  /** The same of a bot that was read before it was found so. While there is nobody to tell, it is tried again with each look. */
  async pauseAsRead(bot: Bot, reason: 'token_revoked'): Promise<void> {
    await this.db.transaction(async () => {
      if (await this.bots.pause(bot, reason)) {
        await this.notices.noteRevoked(bot);
        await this.running.changed(bot.id);
      } else if (bot.pausedReason !== reason) return;
      if ((await this.bots.isUntold(bot.id)) && (await this.notices.tokenRevoked(bot))) await this.bots.markTold(bot.id);
    });
  }

  /** Notes that an update was too large to be fetched, and was skipped. */
  async noteSkip(id: string): Promise<void> {
    await this.bots.recordSkip(id);
  }

  /** Notes that Telegram refuses to be asked for updates: it has a webhook, or another program asks. The bot is looked after then. */
  async noteConflict(id: string, other: 'webhook' | 'program'): Promise<void> {
    await this.bots.recordConflict(id, other);
  }

  private async findUsable(accountId: string, id: string): Promise<Bot | null> {
    const owned = await this.bots.findOwned(accountId, id);
    if (owned) return owned;
    const house = await this.bots.findHouse();
    return house?.id === id ? house : null;
  }
}
