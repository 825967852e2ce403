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
   * given with the next call, which is after they were committed here.
   *
   * @throws TelegramCallError
   */
  async once({ id, token }: RunningBot, offset: number | undefined): Promise<number | undefined> {
    const updates = await this.fetch({ id, token }, offset);
    if (updates.length === 0) return offset;
    await this.updates.insert(updates.map((update) => arrivalOf(id, update, JSON.stringify(update))));
    this.hints.give(id);
    return Math.max(...updates.map((update) => update.update_id)) + 1;
  }

  /** A bot whose token Telegram does not accept any more is paused, so that nobody goes on asking for it. */
  private async fetch({ id, token }: Pick<RunningBot, 'id' | 'token'>, offset: number | undefined): Promise<Update[]> {
    try {
      return await this.api.getUpdates(token, offset, ALLOWED_UPDATES);
    } catch (error) {
      if (error instanceof TelegramCallError && error.result.kind === 'revoked') await this.bots.pause(id, 'token_revoked');
      throw error;
    }
  }
}
