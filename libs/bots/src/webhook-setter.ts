import { Injectable, Logger } from '@nestjs/common';
import { BotApi, TelegramCallError, type WebhookInfo } from '@app/telegram';
import type { Bot } from './bot.entity';
import { BotsRepository } from './bots.repository';
import { isPolledElsewhere, POLLED_ELSEWHERE } from './findings';
import { RunningBots, type RunningBot } from './running-bots';
import type { Trouble } from './trouble';
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

const WEBHOOK_OF_OTHERS = 'Another program sets a webhook with the token of this bot. Chappe takes it away again and again.';

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
      const report = { bot: name, ...(await this.setUp(bot, running, info)) };
      return { report, trouble: troubleIn(info) ?? troubleOfPolling(bot, report) };
    } catch (error) {
      this.log.warn({ err: error, botId: bot.id }, 'the webhook could not be compared, or not be set');
      const detail = error instanceof Error ? error.message : 'unknown error';
      return { report: { bot: name, outcome: 'failed', detail }, trouble: troubleOf(error) };
    }
  }

  /** Follows the bot's name, and notes that its token works again after it did not. */
  private async learn({ id, username, pausedReason }: Bot, { token }: RunningBot): Promise<void> {
    const me = await this.api.getMe(token);
    if (username === me.username && pausedReason === null) return;
    await this.bots.recordAnswer(id, me.username);
    await this.running.changed(id);
  }

  private async setUp(bot: Bot, { token }: RunningBot, info: WebhookInfo): Promise<Result> {
    const target = this.setting.targetOf(bot);
    if (target) return await this.ensureSet(bot, token, { target, info });
    const { url = '' } = info;
    // What waits at Telegram goes on waiting: those who ask get it, and so does the next webhook.
    if (url !== '') await this.api.deleteWebhook(token);
    const words = bot.active ? 'long polling' : 'switched off';
    if (bot.active && bot.mode !== 'polling') {
      await this.bots.recordPolling(bot.id);
      await this.running.changed(bot.id);
    }
    return url === '' ? { outcome: 'unchanged', detail: words } : { outcome: 'removed', detail: `${words} from now on` };
  }

  private async ensureSet(
    bot: Bot,
    token: string,
    { target, info }: { target: WebhookTarget; info: WebhookInfo },
  ): Promise<Result> {
    const { options, certificate, digest } = target;
    const detail = options.url.replace(/[^/]*$/, '…');
    const isAsWanted = info.url === options.url && bot.webhookDigest === digest && bot.mode === 'webhook';
    if (isAsWanted && !hasWrongSecret(info)) return { outcome: 'unchanged', detail };
    await this.api.setWebhook(token, options, certificate).catch((error: unknown) => this.noteRefusal(bot, error));
    await this.bots.recordWebhook(bot, digest);
    await this.running.changed(bot.id);
    return { outcome: 'set', detail };
  }

  /** Keeps why Telegram refuses: it tells nobody afterwards, and a refused webhook is none. */
  private async noteRefusal({ id }: Bot, error: unknown): Promise<never> {
    const result = error instanceof TelegramCallError ? error.result : null;
    if (result?.kind === 'refused') await this.bots.recordRefusal(id, result.description);
    throw error;
  }
}

/** Telegram tells of the last delivery that failed; that one is old news when nothing waits. */
function failsNow({ last_error_date: at = 0, pending_update_count }: WebhookInfo): boolean {
  return at > Date.now() / 1_000 - RECENT_SECONDS && pending_update_count > 0;
}

/** Our own word to a delivery with another secret: somebody else has set the webhook with the right address. */
function hasWrongSecret(info: WebhookInfo): boolean {
  return failsNow(info) && /\b401\b/.test(info.last_error_message ?? '');
}

function troubleIn(info: WebhookInfo): Trouble | null {
  return failsNow(info) ? { kind: 'webhook', reason: info.last_error_message ?? 'unknown' } : null;
}

/** Somebody else is at work with the token of a bot that we ask for. */
function troubleOfPolling(bot: Bot, { outcome }: Result): Trouble | null {
  if (!bot.active || bot.mode !== 'polling') return null;
  if (isPolledElsewhere(bot)) return { kind: 'polling', by: 'program', reason: POLLED_ELSEWHERE.detail };
  return outcome === 'removed' ? { kind: 'polling', by: 'webhook', reason: WEBHOOK_OF_OTHERS } : null;
}

/** What Telegram refuses will be refused again; what merely did not come through tells nothing. */
function troubleOf(error: unknown): Care['trouble'] {
  const result = error instanceof TelegramCallError ? error.result : null;
  if (result?.kind === 'revoked') return { kind: 'token_revoked' };
  return result?.kind === 'refused' ? { kind: 'webhook', reason: result.description } : 'unknown';
}
