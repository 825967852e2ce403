import { Injectable } from '@nestjs/common';
import type { AccountData } from '@app/auth';
import { BotCallsRegistry } from './bot-calls';
import { BotFarewell } from './bot-farewell';
import { BotsRepository } from './bots.repository';

/** Bots that an account has connected. */
@Injectable()
export class OwnedBotsData implements AccountData {
  readonly tables = ['bots'];

  constructor(
    private readonly bots: BotsRepository,
    private readonly farewell: BotFarewell,
    private readonly calls: BotCallsRegistry,
  ) {}

  export(accountId: string): Record<string, AsyncIterable<unknown>> {
    return { bots: this.owned(accountId) };
  }

  /** Telegram delivers nothing for them any more. @throws TelegramCallError while that cannot be arranged */
  async erase(accountId: string): Promise<boolean> {
    let allGone = true;
    for (const bot of await this.bots.ownedBy(accountId)) {
      await this.bots.switchOff(bot.id);
      await this.calls.giveUp(bot.id);
      allGone = (await this.farewell.part(accountId, bot)) && allGone;
    }
    return allGone;
  }

  private async *owned(accountId: string): AsyncGenerator {
    for (const { id, telegramId, username, title, mode, wantedMode, active, createdAt } of await this.bots.ownedBy(accountId)) {
      yield { id, telegramId: String(telegramId), username, title, mode, wantedMode, active, createdAt };
    }
  }
}
