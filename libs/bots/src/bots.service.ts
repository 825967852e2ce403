import { Injectable } from '@nestjs/common';
import { Database } from '@app/platform';
import { BotNotices } from './bot-notices';
import { BotsRepository } from './bots.repository';
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

  /** Stops using a bot whose token Telegram does not accept any more, and tells who sees to it, once. What is queued for it waits. */
  async pause(id: string, reason: 'token_revoked'): Promise<void> {
    await this.db.transaction(async () => {
      if (!(await this.bots.pause(id, reason))) return;
      const bot = await this.bots.find(id);
      if (bot) await this.notices.tokenRevoked(bot);
      await this.running.changed();
    });
  }
}
