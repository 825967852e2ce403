import { Injectable } from '@nestjs/common';
import { Database, newId, randomBase62 } from '@app/platform';
import { botIdOf } from '@app/telegram';
import type { Bot } from './bot.entity';
import { BotsConfig } from './bots.config';
import { BotsRepository } from './bots.repository';
import { HouseBotChangedError } from './bots.errors';
import { RunningBots } from './running-bots';

const WEBHOOK_KEY_BYTES = 16;

/** Keeps the house bot's row in step with BOT_TOKEN. */
@Injectable()
export class HouseBotService {
  constructor(
    private readonly db: Database,
    private readonly bots: BotsRepository,
    private readonly running: RunningBots,
    private readonly config: BotsConfig,
  ) {}

  /**
   * Makes the row at the first start, and follows a new token of the same bot.
   *
   * @throws HouseBotChangedError when BOT_TOKEN belongs to another bot than before.
   */
  async ensure(): Promise<void> {
    const token = this.config.houseToken;
    const known = await this.bots.findHouse();
    if (!known) await this.db.transaction(() => this.create(token));
    else if (known.telegramId !== botIdOf(token)) throw new HouseBotChangedError(known.username ?? String(known.telegramId));
    else if (this.running.open(known).token !== token) await this.follow(known, token);
  }

  private async create(token: string): Promise<void> {
    const id = newId();
    await this.bots.insert({
      id,
      ownerId: null,
      telegramId: botIdOf(token),
      username: null,
      title: null,
      tokenSealed: this.running.seal(id, token),
      webhookKey: randomBase62(WEBHOOK_KEY_BYTES),
      webhookGeneration: 1,
      webhookDigest: null,
      mode: 'webhook',
      active: true,
      pausedReason: null,
    });
    await this.running.changed();
  }

  private async follow(bot: Bot, token: string): Promise<void> {
    await this.bots.changeToken(bot.id, this.running.seal(bot.id, token));
    await this.running.changed();
  }
}
