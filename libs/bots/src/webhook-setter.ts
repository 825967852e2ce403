import { Injectable, Logger } from '@nestjs/common';
import { BotApi, TelegramCallError, type WebhookInfo } from '@app/telegram';
import type { Bot } from './bot.entity';
import { BotsRepository } from './bots.repository';
import { RunningBots, type RunningBot } from './running-bots';
import type { Trouble } from './webhook-doctor';
import { WebhookSetting, type WebhookTarget } from './webhook-setting';

/** What was done for one bot. */
export interface WebhookReport {
  readonly bot: string;
  readonly outcome: 'unchanged' | 'set' | 'removed' | 'failed';
  readonly detail: string;
}

/** What was done, and what was found; `unknown` while Telegram cannot be asked. */
export interface Care {
  readonly report: WebhookReport;
  readonly trouble: Trouble | null | 'unknown';
}

type Result = Omit<WebhookReport, 'bot'>;

/** A failure that Telegram told of so long ago has passed, if nothing waits any more. */
const RECENT_SECONDS = 600;

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
  async careFor(bot: Bot): Promise<Care> {
    const name = bot.username ?? String(bot.telegramId);
    try {
      const running = this.running.open(bot);
      await this.learn(bot, running);
      const info = await this.api.getWebhookInfo(running.token);
      const report = { bot: name, ...(await this.setUp(bot, running, info.url ?? '')) };
      return { report, trouble: troubleIn(info) };
    } catch (error) {
      this.log.warn({ err: error, botId: bot.id }, 'the webhook could not be compared');
      const detail = error instanceof Error ? error.message : 'unknown error';
      return { report: { bot: name, outcome: 'failed', detail }, trouble: troubleOf(error) };
    }
  }

  /** Asks Telegram who the bot is when that is not known, and whether its token works again after it did not. */
  private async learn({ id, username, pausedReason }: Bot, { token }: RunningBot): Promise<void> {
    if (username !== null && pausedReason === null) return;
    const me = await this.api.getMe(token);
    await this.bots.recordAnswer(id, me.username);
    await this.running.changed();
  }

  private async setUp(bot: Bot, { token }: RunningBot, url: string): Promise<Result> {
    const target = this.setting.targetOf(bot);
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

/** Telegram tells of the last delivery that failed; that one is old news when nothing waits. */
function troubleIn({
  last_error_date: at = 0,
  last_error_message: reason = 'unknown',
  pending_update_count,
}: WebhookInfo): Trouble | null {
  const recent = at > Date.now() / 1_000 - RECENT_SECONDS;
  return recent && pending_update_count > 0 ? { kind: 'webhook', reason } : null;
}

/** What Telegram refuses will be refused again; what merely did not come through tells nothing. */
function troubleOf(error: unknown): Care['trouble'] {
  const result = error instanceof TelegramCallError ? error.result : null;
  if (result?.kind === 'revoked') return { kind: 'token_revoked' };
  return result?.kind === 'refused' ? { kind: 'webhook', reason: result.description } : 'unknown';
}
