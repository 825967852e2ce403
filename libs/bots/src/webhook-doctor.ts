import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import type { Bot } from './bot.entity';
import { BotNotices } from './bot-notices';
import { BotsRepository } from './bots.repository';
import { BotsService } from './bots.service';
import type { LastingTrouble, Trouble } from './trouble';

/** Watches over the webhooks, and tells of trouble that does not pass by itself. */
@Injectable()
export class WebhookDoctor {
  constructor(
    private readonly db: Database,
    private readonly bots: BotsRepository,
    private readonly service: BotsService,
    private readonly notices: BotNotices,
  ) {}

  /** Notes how a bot was found. Whoever sees to it is told once of trouble that has lasted for five minutes. */
  async note(bot: Bot, trouble: Trouble | null): Promise<void> {
    if (trouble?.kind === 'token_revoked') await this.service.pauseAsRead(bot, 'token_revoked');
    else if (trouble) await this.db.transaction(() => this.noteTrouble(bot, trouble));
    else if (bot.trouble !== null) await this.bots.clearTrouble(bot.id);
  }

  private async noteTrouble(bot: Bot, trouble: LastingTrouble): Promise<void> {
    if (!(await this.bots.recordTrouble(bot.id, trouble.reason))) return;
    // Whoever has no verified address yet is told when there is one.
    if (await this.notices.updatesInTrouble(bot, trouble)) await this.bots.markTold(bot.id);
  }
}
