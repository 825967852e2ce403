import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { setTimeout as rest } from 'node:timers/promises';
import { Lifecycle } from '@app/platform';
import { RunningBots, type RunningBot } from '@app/bots';
import { TelegramCallError } from '@app/telegram';
import { BEGINNING, BotPoll, isConflict } from './bot-poll';
import { PolledBotsRepository } from './polled-bots.repository';

/** How often we look which bots are to be polled. */
const LOOK_MS = 1_000;

const REST_AFTER_FAILURE_MS = 3_000;

/**
 * Asks Telegram for the updates of bots without a webhook: one process per bot, into the same table as webhooks do. When a
 * bot is changed, whoever waits for its updates stops waiting and looks whether it is still to ask, and with which token.
 */
@Injectable()
export class PollingService implements OnApplicationBootstrap {
  private readonly log = new Logger(PollingService.name);
  /** What this process waits for, by bot. */
  private readonly waits = new Map<string, AbortController>();
  private readonly loops = new Set<Promise<void>>();

  constructor(
    private readonly bots: RunningBots,
    private readonly poll: BotPoll,
    private readonly polled: PolledBotsRepository,
    private readonly lifecycle: Lifecycle,
  ) {}

  onApplicationBootstrap(): void {
    const timer = setInterval(() => void this.look(), LOOK_MS);
    this.bots.onChanged((id) => {
      this.stopWaiting(id);
      void this.look();
    });
    this.lifecycle.onDrain(async () => {
      clearInterval(timer);
      this.stopWaiting(null);
      await Promise.all(this.loops);
    });
  }

  /** What the poll would have brought is asked for again: Telegram forgets only what was acknowledged. */
  private stopWaiting(id: string | null): void {
    const waits = id === null ? [...this.waits.values()] : [this.waits.get(id)];
    for (const wait of waits) wait?.abort();
  }

  private async look(): Promise<void> {
    try {
      for (const id of await this.polled.unattended()) this.begin(id);
    } catch (error) {
      this.log.debug({ err: error }, 'the bots could not be looked up');
    }
  }

  private begin(id: string): void {
    if (this.waits.has(id) || this.lifecycle.draining) return;
    const loop = this.keepPolling(id).finally(() => this.loops.delete(loop));
    this.loops.add(loop);
  }

  private async keepPolling(id: string): Promise<void> {
    let position = BEGINNING;
    for (let goesOn = true; goesOn;) {
      const wait = new AbortController();
      this.waits.set(id, wait);
      try {
        const bot = await this.mayPoll(id);
        if (bot) position = await this.poll.once(bot, position, wait.signal);
        goesOn = bot !== null;
      } catch (error) {
        await this.restAfter(error, id, wait.signal);
        goesOn = !this.lifecycle.draining;
      }
    }
    await this.polled.release(id).catch(() => undefined); // it runs out by itself
    this.waits.delete(id);
  }

  /** The bot while this process may still ask for it; the lease comes first, so that whoever switches it off sees that we are at it. */
  private async mayPoll(id: string): Promise<RunningBot | null> {
    if (this.lifecycle.draining || !(await this.polled.take(id))) return null;
    const bot = await this.bots.findAnew(id);
    return bot?.polled ? bot : null;
  }

  private async restAfter(error: unknown, botId: string, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    // A conflict is what remains of a switch to a webhook; the bot is looked after when it is not.
    const quiet = error instanceof TelegramCallError && isConflict(error.result);
    this.log[quiet ? 'debug' : 'warn']({ err: error, botId }, 'polling failed');
    await rest(REST_AFTER_FAILURE_MS, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
