import { Injectable } from '@nestjs/common';
import type { AccountData } from '@app/auth';
import { BotApi, TelegramCallError } from '@app/telegram';
import type { Bot } from './bot.entity';
import { BotsRepository } from './bots.repository';
import { RunningBots } from './running-bots';

/** Bots that an account has connected. */
@Injectable()
export class OwnedBotsData implements AccountData {
  readonly tables = ['bots'];

  constructor(
    private readonly bots: BotsRepository,
    private readonly running: RunningBots,
    private readonly api: BotApi,
  ) {}

  export(accountId: string): Record<string, AsyncIterable<unknown>> {
    return { bots: this.owned(accountId) };
  }

  /** Telegram delivers nothing for them any more. @throws TelegramCallError while that cannot be arranged */
  async erase(accountId: string): Promise<boolean> {
    for (const bot of await this.bots.ownedBy(accountId)) {
      await this.takeLeave(bot);
      await this.bots.remove(accountId, bot.id);
      await this.running.changed();
    }
    return true;
  }

  /** A bot whose token is not accepted any more has no webhook that we could remove. */
  private async takeLeave(bot: Bot): Promise<void> {
    try {
      await this.api.deleteWebhook(this.running.open(bot).token);
    } catch (error) {
      if (!(error instanceof TelegramCallError && error.result.kind === 'revoked')) throw error;
    }
  }

  private async *owned(accountId: string): AsyncGenerator {
    for (const { id, telegramId, username, title, mode, active, createdAt } of await this.bots.ownedBy(accountId)) {
      yield { id, telegramId: String(telegramId), username, title, mode, active, createdAt };
    }
  }
}
