import { Injectable, Logger } from '@nestjs/common';
import { ALLOWED_UPDATES, BotsService, type RunningBot } from '@app/bots';
import { BotApi, TelegramCallError, type TooLarge, type Update } from '@app/telegram';
import { arrivalOf } from './arrival';
import { UpdateTooLargeError } from './updates.errors';
import { UpdateHints } from './updates.queue';
import { UpdatesRepository } from './updates.repository';

const MOST_UPDATES = 100;

/** How far a bot's updates have been fetched, and how many are asked for at once. */
export interface PollPosition {
  /** Below it Telegram may forget everything. */
  readonly offset?: number;
  readonly limit: number;
}

export const BEGINNING: PollPosition = { limit: MOST_UPDATES };

/** Fetches updates of a bot that has no webhook. */
@Injectable()
export class BotPoll {
  private readonly log = new Logger(BotPoll.name);

  constructor(
    private readonly api: BotApi,
    private readonly updates: UpdatesRepository,
    private readonly hints: UpdateHints,
    private readonly bots: BotsService,
  ) {}

  /**
   * Waits for updates, keeps them, and returns the offset that acknowledges them: Telegram forgets them when it is
   * given with the next call, which is after they were committed here. Who ends the waiting loses nothing. When an answer is too
   * large, half as many are asked for the next time; a single update that is too large is skipped.
   *
   * @throws TelegramCallError
   */
  async once(bot: RunningBot, at: PollPosition, signal: AbortSignal): Promise<PollPosition> {
    const updates = await this.fetch(bot, at, signal);
    if ('begins' in updates) return at.limit > 1 ? { ...at, limit: Math.floor(at.limit / 2) } : await this.skip(bot, at, updates);
    // Large ones are often followed by large ones: more are asked for step by step.
    const limit = Math.min(MOST_UPDATES, at.limit * 2);
    if (updates.length === 0) return { ...at, limit };
    await this.updates.insert(updates.map((update) => arrivalOf(bot.id, update, JSON.stringify(update))));
    this.hints.give(bot.id);
    return { offset: Math.max(...updates.map((update) => update.update_id)) + 1, limit };
  }

  private async fetch(bot: RunningBot, { offset, limit }: PollPosition, signal: AbortSignal): Promise<Update[] | TooLarge> {
    try {
      return await this.api.getUpdates(bot.token, { offset, limit, allowedUpdates: ALLOWED_UPDATES, signal });
    } catch (error) {
      if (!(error instanceof TelegramCallError)) throw error;
      if (error.result.kind === 'ambiguous' && error.result.tooLarge) return error.result.tooLarge;
      await this.tellOf(error.result, bot);
      throw error;
    }
  }

  /** Nobody's updates wait for one that cannot be fetched. Its number stands at the beginning of the answer. */
  private async skip({ id }: RunningBot, at: PollPosition, { begins }: TooLarge): Promise<PollPosition> {
    const updateId = Number(/"update_id"\s*:\s*(\d{1,16})/.exec(begins)?.[1] ?? NaN);
    if (!Number.isSafeInteger(updateId)) throw new UpdateTooLargeError();
    this.log.error({ botId: id, updateId }, 'an update was too large to be fetched, and is skipped');
    await this.bots.noteSkip(id);
    return { ...at, offset: updateId + 1 };
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
