import { Injectable } from '@nestjs/common';
import { ALLOWED_UPDATES, type RunningBot } from '@app/bots';
import { BotApi } from '@app/telegram';
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
  ) {}

  /**
   * Waits for updates, keeps them, and returns the offset that acknowledges them: Telegram forgets them when it is
   * given with the next call, which is after they were committed here.
   *
   * @throws TelegramCallError
   */
  async once({ id, token }: RunningBot, offset: number | undefined): Promise<number | undefined> {
    const updates = await this.api.getUpdates(token, offset, ALLOWED_UPDATES);
    if (updates.length === 0) return offset;
    await this.updates.insert(updates.map((update) => arrivalOf(id, update, JSON.stringify(update))));
    this.hints.give(id);
    return Math.max(...updates.map((update) => update.update_id)) + 1;
  }
}
