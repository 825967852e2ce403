import { Injectable } from '@nestjs/common';
import { BotApi, TelegramCallError } from '@app/telegram';
import type { Bot } from './bot.entity';
import { BotsRepository } from './bots.repository';
import { CareTurns } from './care-turns';
import { RunningBots } from './running-bots';

/** Lets bots go. */
@Injectable()
export class BotFarewell {
  constructor(
    private readonly bots: BotsRepository,
    private readonly running: RunningBots,
    private readonly api: BotApi,
    private readonly turns: CareTurns,
  ) {}

  /**
   * Telegram delivers nothing for it any more, and everything that it knew is erased. False while another process looks after it.
   *
   * @throws TelegramCallError while that cannot be arranged
   */
  async part(ownerId: string, bot: Bot): Promise<boolean> {
    const gone = await this.turns.take(bot.id, async () => {
      await this.takeLeave(bot);
      await this.bots.remove(ownerId, bot.id);
      return true;
    });
    await this.running.changed(bot.id);
    return gone ?? false;
  }

  /** A bot whose token is not accepted any more has no webhook that we could remove. */
  private async takeLeave(bot: Bot): Promise<void> {
    try {
      await this.api.deleteWebhook(this.running.open(bot).token);
    } catch (error) {
      if (!(error instanceof TelegramCallError && error.result.kind === 'revoked')) throw error;
    }
  }
}
