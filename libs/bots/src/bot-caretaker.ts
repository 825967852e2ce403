import { Injectable } from '@nestjs/common';
import type { Bot } from './bot.entity';
import { BotsRepository } from './bots.repository';
import { CareTurns } from './care-turns';
import { WebhookDoctor } from './webhook-doctor';
import { WebhookSetter, type WebhookReport } from './webhook-setter';

/** When a bot is looked after again: the house bot, and one in trouble, before the others. */
const SOON_SECONDS = 60;
const LATER_SECONDS = 600;

/** Brings one bot in order, and tells of what it cannot mend. */
@Injectable()
export class BotCaretaker {
  constructor(
    private readonly setter: WebhookSetter,
    private readonly doctor: WebhookDoctor,
    private readonly bots: BotsRepository,
    private readonly turns: CareTurns,
  ) {}

  /** Null when there was nothing to do: the bot is gone, or another process is at it, which then sees to it that it is looked at again. */
  async careFor(id: string): Promise<WebhookReport | null> {
    return await this.turns.take(id, async () => {
      const bot = await this.bots.find(id);
      return bot ? await this.bringInOrder(bot) : null;
    });
  }

  private async bringInOrder(bot: Bot): Promise<WebhookReport> {
    const { report, trouble } = await this.setter.careFor(bot);
    if (trouble !== 'unknown') await this.doctor.note(bot, trouble);
    await this.bots.recordCare(bot, bot.ownerId === null || trouble !== null ? SOON_SECONDS : LATER_SECONDS);
    return report;
  }
}
