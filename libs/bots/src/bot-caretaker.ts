import { Injectable } from '@nestjs/common';
import type { Bot } from './bot.entity';
import { BotsRepository } from './bots.repository';
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
  ) {}

  async careFor(bot: Bot): Promise<WebhookReport> {
    const { report, trouble } = await this.setter.careFor(bot);
    if (trouble !== 'unknown') await this.doctor.note(bot, trouble);
    await this.bots.recordCare(bot, bot.ownerId === null || trouble !== null ? SOON_SECONDS : LATER_SECONDS);
    return report;
  }
}
