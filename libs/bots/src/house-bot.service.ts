import { Injectable } from '@nestjs/common';
import type { Actor } from '@app/auth';
import { violatedUnique } from '@app/platform';
import { botIdOf } from '@app/telegram';
import { BotCaretaker } from './bot-caretaker';
import { BotSecretsService } from './bot-secrets.service';
import type { Bot } from './bot.entity';
import { BotsConfig } from './bots.config';
import { BotsRepository } from './bots.repository';
import { BotNotFoundError, HouseBotChangedError } from './bots.errors';
import { NewBots } from './new-bots';
import { RunningBots } from './running-bots';
import type { WebhookReport } from './webhook-setter';

/** Keeps the house bot's row in step with BOT_TOKEN. */
@Injectable()
export class HouseBotService {
  constructor(
    private readonly bots: BotsRepository,
    private readonly running: RunningBots,
    private readonly newBots: NewBots,
    private readonly config: BotsConfig,
    private readonly secrets: BotSecretsService,
    private readonly caretaker: BotCaretaker,
  ) {}

  /**
   * Makes the row at the first start, and follows a new token of the same bot.
   *
   * @throws HouseBotChangedError when BOT_TOKEN belongs to another bot than before.
   */
  async ensure(): Promise<void> {
    const token = this.config.houseToken;
    const known = await this.bots.findHouse();
    if (!known) await this.make(token);
    else if (known.telegramId !== botIdOf(token)) throw new HouseBotChangedError(known.username ?? String(known.telegramId));
    else if (this.running.open(known).token !== token) await this.follow(known, token);
  }

  /** Under which names the bot speaks: no account may give itself one of them. */
  async names(): Promise<string[]> {
    const house = await this.bots.findHouse();
    return [house?.username, house?.title].filter((name) => typeof name === 'string');
  }

  /** Sets the webhook anew with another address and secret; those before stay good. Null when Telegram could not be told yet. */
  async renewWebhookSecret(actor: Actor): Promise<WebhookReport | null> {
    const house = await this.bots.findHouse();
    if (!house) throw new BotNotFoundError();
    await this.secrets.changeWebhookSecret(house, actor);
    return await this.caretaker.careFor(house.id);
  }

  /** Another process that starts at the same moment may come first. */
  private async make(token: string): Promise<void> {
    try {
      await this.newBots.addHouse(token);
    } catch (error) {
      if (violatedUnique(error) === undefined || !(await this.bots.findHouse())) throw error;
      await this.ensure();
    }
  }

  private async follow(bot: Bot, token: string): Promise<void> {
    await this.bots.changeToken(bot.id, this.running.seal(bot.id, token));
    await this.running.changed(bot.id);
  }
}
