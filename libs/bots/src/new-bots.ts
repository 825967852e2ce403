import { Injectable } from '@nestjs/common';
import { newId, randomBase62, violatedUnique } from '@app/platform';
import { botIdOf } from '@app/telegram';
import type { Bot } from './bot.entity';
import { BotsConfig } from './bots.config';
import { BotConnectedError, TooManyBotsError } from './bots.errors';
import { BotsRepository } from './bots.repository';
import { RunningBots } from './running-bots';
import { WebhookSetting } from './webhook-setting';

/** What is known of a bot when it is connected. */
export interface NewBot extends Pick<Bot, 'username' | 'title' | 'behaviour' | 'wantedMode'> {
  readonly token: string;
}

const WEBHOOK_KEY_BYTES = 16;

/** Makes the rows of bots. */
@Injectable()
export class NewBots {
  constructor(
    private readonly bots: BotsRepository,
    private readonly running: RunningBots,
    private readonly config: BotsConfig,
    private readonly setting: WebhookSetting,
  ) {}

  /** The bot that belongs to the installation. */
  async addHouse(token: string): Promise<void> {
    await this.add(null, { token, username: null, title: null, behaviour: 'house', wantedMode: null });
  }

  /** A bot of an account; needs a transaction. Answers its id. @throws NoPublicUrlError, TooManyBotsError, BotConnectedError */
  async addOwned(ownerId: string, bot: NewBot): Promise<string> {
    this.setting.ensurePossible(bot.wantedMode);
    const { mostPerAccount } = this.config;
    if ((await this.bots.countOwned(ownerId)) >= mostPerAccount) throw new TooManyBotsError(mostPerAccount);
    return await this.add(ownerId, bot).catch((error: unknown) => {
      throw violatedUnique(error) === 'bots_telegram_id' ? new BotConnectedError() : error;
    });
  }

  private async add(ownerId: string | null, { token, ...bot }: NewBot): Promise<string> {
    const id = newId();
    await this.bots.insert({
      ...bot,
      id,
      ownerId,
      telegramId: botIdOf(token),
      tokenSealed: this.running.seal(id, token),
      webhookKey: randomBase62(WEBHOOK_KEY_BYTES),
      mode: this.setting.modeFor(bot.wantedMode),
    });
    await this.running.changed(id);
    return id;
  }
}
