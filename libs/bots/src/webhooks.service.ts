import { Injectable } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Leases } from '@app/platform';
import { BotApi } from '@app/telegram';
import type { Bot } from './bot.entity';
import { BotsRepository } from './bots.repository';
import { RunningBots, type RunningBot } from './running-bots';
import { WebhookSetting, type WebhookTarget } from './webhook-setting';

const LEASE = 'webhooks';
const LEASE_SECONDS = 60;

/** What was done for one bot. */
export interface WebhookReport {
  readonly bot: string;
  readonly outcome: 'unchanged' | 'set' | 'removed' | 'failed';
  readonly detail: string;
}

/** Compares what Telegram has with what it should have, and sets only what differs; one process at a time. */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly bots: BotsRepository,
    private readonly running: RunningBots,
    private readonly setting: WebhookSetting,
    private readonly api: BotApi,
    private readonly leases: Leases,
    private readonly log: PinoLogger,
  ) {
    log.setContext(WebhooksService.name);
  }

  /** Goes through all bots; does nothing while another process is at it. */
  async compareAndSet(): Promise<WebhookReport[]> {
    this.setting.ensureDeliverable();
    if (!(await this.leases.take(LEASE, LEASE_SECONDS))) return [];
    try {
      const reports: WebhookReport[] = [];
      for (const bot of await this.bots.all()) reports.push(await this.careFor(bot));
      return reports;
    } finally {
      await this.leases.release(LEASE);
    }
  }

  private async careFor(bot: Bot): Promise<WebhookReport> {
    const name = bot.username ?? String(bot.telegramId);
    try {
      const running = this.running.open(bot);
      await this.learnName(bot, running);
      return { bot: name, ...(await this.setUp(bot, running)) };
    } catch (error) {
      this.log.warn({ err: error, botId: bot.id }, 'the webhook could not be compared');
      return { bot: name, outcome: 'failed', detail: error instanceof Error ? error.message : 'unknown error' };
    }
  }

  private async learnName(bot: Bot, { token }: RunningBot): Promise<void> {
    if (bot.username !== null) return;
    const { username } = await this.api.getMe(token);
    await this.bots.rename(bot.id, username);
    await this.running.changed();
  }

  private async setUp(bot: Bot, { token }: RunningBot): Promise<Omit<WebhookReport, 'bot'>> {
    const target = this.setting.targetOf(bot);
    const { url = '' } = await this.api.getWebhookInfo(token);
    if (target) return await this.ensureSet(bot, token, { target, url });
    if (url !== '') await this.api.deleteWebhook(token);
    if (bot.mode !== 'polling') await this.bots.recordWebhook(bot.id, 'polling', null);
    return url === '' ? { outcome: 'unchanged', detail: 'long polling' } : { outcome: 'removed', detail: 'long polling from now on' };
  }

  private async ensureSet(bot: Bot, token: string, { target, url }: { target: WebhookTarget; url: string }): Promise<Omit<WebhookReport, 'bot'>> {
    const detail = target.options.url.replace(bot.webhookKey, '…');
    if (url === target.options.url && bot.webhookDigest === target.digest && bot.mode === 'webhook') return { outcome: 'unchanged', detail };
    await this.api.setWebhook(token, target.options);
    await this.bots.recordWebhook(bot.id, 'webhook', target.digest);
    return { outcome: 'set', detail };
  }
}
