import { Injectable, Logger } from '@nestjs/common';
import { BotApi } from '@app/telegram';
import type { Bot } from './bot.entity';
import { BotsRepository } from './bots.repository';
import { RunningBots, type RunningBot } from './running-bots';
import { WebhookSetting, type WebhookTarget } from './webhook-setting';

/** What was done for one bot. */
export interface WebhookReport {
  readonly bot: string;
  readonly outcome: 'unchanged' | 'set' | 'removed' | 'failed';
  readonly detail: string;
}

type Result = Omit<WebhookReport, 'bot'>;

/** Brings one bot's webhook to what it should be. */
@Injectable()
export class WebhookSetter {
  private readonly log = new Logger(WebhookSetter.name);

  constructor(
    private readonly bots: BotsRepository,
    private readonly running: RunningBots,
    private readonly setting: WebhookSetting,
    private readonly api: BotApi,
  ) {}

  /** Compares what Telegram has with what it should have, and sets only what differs. It tells of a failure and does not throw. */
  async careFor(bot: Bot): Promise<WebhookReport> {
    const name = bot.username ?? String(bot.telegramId);
    try {
      const running = this.running.open(bot);
      await this.learn(bot, running);
      return { bot: name, ...(await this.setUp(bot, running)) };
    } catch (error) {
      this.log.warn({ err: error, botId: bot.id }, 'the webhook could not be compared');
      return { bot: name, outcome: 'failed', detail: error instanceof Error ? error.message : 'unknown error' };
    }
  }

  /** Asks Telegram who the bot is when that is not known, and whether its token works again after it did not. */
  private async learn({ id, username, pausedReason }: Bot, { token }: RunningBot): Promise<void> {
    if (username !== null && pausedReason === null) return;
    const me = await this.api.getMe(token);
    await this.bots.recordAnswer(id, me.username);
    await this.running.changed();
  }

  private async setUp(bot: Bot, { token }: RunningBot): Promise<Result> {
    const target = this.setting.targetOf(bot);
    const { url = '' } = await this.api.getWebhookInfo(token);
    if (target) return await this.ensureSet(bot, token, { target, url });
    if (url !== '') await this.api.deleteWebhook(token);
    if (bot.mode !== 'polling') await this.bots.recordWebhook(bot.id, 'polling', null);
    return url === ''
      ? { outcome: 'unchanged', detail: 'long polling' }
      : { outcome: 'removed', detail: 'long polling from now on' };
  }

  private async ensureSet(bot: Bot, token: string, { target, url }: { target: WebhookTarget; url: string }): Promise<Result> {
    const { options, digest } = target;
    const detail = options.url.replace(bot.webhookKey, '…');
    if (url === options.url && bot.webhookDigest === digest && bot.mode === 'webhook') return { outcome: 'unchanged', detail };
    await this.api.setWebhook(token, options);
    await this.bots.recordWebhook(bot.id, 'webhook', digest);
    return { outcome: 'set', detail };
  }
}
