import { Injectable } from '@nestjs/common';
import { BotApi, TelegramCallError, type WebhookInfo } from '@app/telegram';
import type { Bot } from './bot.entity';
import { findingsOfWebhook, notesOn, REVOKED, type Finding } from './findings';
import { RunningBots } from './running-bots';
import { WebhookSetting } from './webhook-setting';

/** What Telegram says of a bot at this moment. */
export interface Probe {
  readonly findings: readonly Finding[];
  /** What is good to know, and no fault. */
  readonly notes: readonly Finding[];
  readonly info: WebhookInfo | null;
  readonly readsGroups: boolean | null;
}

/** Asks Telegram how a bot is. */
@Injectable()
export class WebhookProbe {
  constructor(
    private readonly running: RunningBots,
    private readonly setting: WebhookSetting,
    private readonly api: BotApi,
  ) {}

  /** Tells of a failure and does not throw. */
  async of(bot: Bot): Promise<Probe> {
    const { token } = this.running.open(bot);
    try {
      const [me, info] = [await this.api.getMe(token), await this.api.getWebhookInfo(token)];
      const findings = findingsOfWebhook(info, this.setting.targetOf(bot)?.options.url ?? null, bot);
      const notes = notesOn(bot, me, this.setting.modeFor(bot.wantedMode));
      return { findings, notes, info, readsGroups: me.can_read_all_group_messages };
    } catch (error) {
      if (!(error instanceof TelegramCallError)) throw error;
      const away = { code: 'telegram_away', detail: 'Telegram does not answer at the moment. Ask again later.' };
      return { findings: [error.result.kind === 'revoked' ? REVOKED : away], notes: [], info: null, readsGroups: null };
    }
  }
}
