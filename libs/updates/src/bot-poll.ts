import { Injectable } from '@nestjs/common';
import { ALLOWED_UPDATES, BotsService, type RunningBot } from '@app/bots';
import { BotApi, TelegramCallError, type Update } from '@app/telegram';
import { arrivalOf } from './arrival';
import { UpdateHints } from './updates.queue';
import { UpdatesRepository } from './updates.repository';

/** Fetches updates of a bot that has no webhook. */
@Injectable()
export class BotPoll {
  constructor(
    private readonly api: BotApi,
    private readonly updates: UpdatesRepository,
    private readonly hints: UpdateHints,
    private readonly bots: BotsService,
  ) {}

  /**
   * Waits for updates, keeps them, and returns the offset that acknowledges them: Telegram forgets them when it is
   * given with the next call, which is after they were committed here. Who ends the waiting loses nothing.
   *
   * @throws TelegramCallError
   */
  async once(bot: RunningBot, offset: number | undefined, signal: AbortSignal): Promise<number | undefined> {
    const updates = await this.fetch(bot, offset, signal);
    if (updates.length === 0) return offset;
    await this.updates.insert(updates.map((update) => arrivalOf(bot.id, update, JSON.stringify(update))));
    this.hints.give(bot.id);
    return Math.max(...updates.map((update) => update.update_id)) + 1;
  }

  private async fetch(bot: RunningBot, offset: number | undefined, signal: AbortSignal): Promise<Update[]> {
    try {
      return await this.api.getUpdates(bot.token, { offset, allowedUpdates: ALLOWED_UPDATES, signal });
    } catch (error) {
      if (error instanceof TelegramCallError) await this.tellOf(error.result, bot);
      throw error;
    }
  }

  /** A bot whose token Telegram does not accept any more is paused, so that nobody goes on asking for it. */
  private async tellOf(result: TelegramCallError['result'], bot: RunningBot): Promise<void> {
    if (result.kind === 'revoked') await this.bots.pause(bot, 'token_revoked');
    if (!isConflict(result)) return;
    await this.bots.noteConflict(bot.id, /other getUpdates/i.test(result.description) ? 'program' : 'webhook');
  }
}

/** Whether Telegram has a webhook, or hears another program asking. Both are told by the same number. */
export function isConflict(result: TelegramCallError['result']): result is Extract<typeof result, { kind: 'refused' }> {
  return result.kind === 'refused' && result.status === 409;
}
