import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Leases, Lifecycle } from '@app/platform';
import { RunningBots, type RunningBot } from '@app/bots';
import { BotPoll } from './bot-poll';

/** How often we look which bots are to be polled. */
const LOOK_MS = 1_000;

/** Longer than one poll lasts, so that the lease never runs out under a poll. */
const LEASE_SECONDS = 60;

const PAUSE_AFTER_FAILURE_MS = 3_000;

/** Asks Telegram for the updates of bots without a webhook: one process per bot, into the same table as webhooks do. */
@Injectable()
export class PollingService implements OnApplicationBootstrap {
  private readonly log = new Logger(PollingService.name);
  private readonly polled = new Set<string>();

  constructor(
    private readonly bots: RunningBots,
    private readonly poll: BotPoll,
    private readonly leases: Leases,
    private readonly lifecycle: Lifecycle,
  ) {}

  onApplicationBootstrap(): void {
    const timer = setInterval(() => void this.look(), LOOK_MS);
    // A poll that waits at Telegram is left alone: what it would have brought is asked for again by the next process.
    this.lifecycle.onDrain(() => {
      clearInterval(timer);
      return Promise.resolve();
    });
  }

  private async look(): Promise<void> {
    try {
      for (const bot of await this.bots.polling()) {
        if (!this.polled.has(bot.id)) void this.keepPolling(bot);
      }
    } catch (error) {
      this.log.debug({ err: error }, 'the bots could not be looked up');
    }
  }

  private async keepPolling(bot: RunningBot): Promise<void> {
    this.polled.add(bot.id);
    try {
      let offset: number | undefined;
      while (await this.mayPoll(bot)) offset = await this.poll.once(bot, offset);
    } catch (error) {
      this.log.warn({ err: error, botId: bot.id }, 'polling failed');
      await new Promise((resolve) => setTimeout(resolve, PAUSE_AFTER_FAILURE_MS).unref());
    } finally {
      this.polled.delete(bot.id);
    }
  }

  /** Whether this process may still ask for this bot: it holds the lease, and the bot is still polled with this token. */
  private async mayPoll(bot: RunningBot): Promise<boolean> {
    if (this.lifecycle.draining || !(await this.leases.take(`polling:${bot.id}`, LEASE_SECONDS))) return false;
    return (await this.bots.polling()).some((one) => one.id === bot.id && one.token === bot.token);
  }
}
