import { Injectable } from '@nestjs/common';
import type { Bot } from './bot.entity';
import { WebhookDoctor } from './webhook-doctor';
import { WebhookSetter, type WebhookReport } from './webhook-setter';

/** Brings one bot in order, and tells of what it cannot mend. */
@Injectable()
export class BotCaretaker {
  constructor(
    private readonly setter: WebhookSetter,
    private readonly doctor: WebhookDoctor,
  ) {}

  async careFor(bot: Bot): Promise<WebhookReport> {
    const { report, trouble } = await this.setter.careFor(bot);
    if (trouble !== 'unknown') await this.doctor.note(bot, trouble);
    return report;
  }
}
