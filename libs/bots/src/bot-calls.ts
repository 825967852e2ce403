import { Injectable } from '@nestjs/common';

const LONGEST_CALL_MS = 15_000;
const LOOK_EVERY_MS = 50;

/** Who makes calls in the name of bots, and knows which are on the wire. */
export interface BotCalls {
  /** Calls of this bot that have begun and not ended. */
  underWay(botId: string): Promise<number>;

  /** Ends what was still to be called for a bot that is removed, so that nothing vanishes without an end. */
  giveUp?(botId: string): Promise<void>;
}

/** All who make calls in the name of bots; they stand to the right and register when their module starts. */
@Injectable()
export class BotCallsRegistry {
  private readonly known = new Set<BotCalls>();

  register(calls: BotCalls): void {
    this.known.add(calls);
  }

  /**
   * Resolves when no call of this bot is on the wire any more, after 15 seconds at the latest: no call lasts longer. It must be
   * quiet twice in a row: a turn that began before the bot was switched off may have been about to take its message.
   */
  async ended(botId: string): Promise<void> {
    const deadline = Date.now() + LONGEST_CALL_MS;
    for (let quiet = 0; quiet < 2 && Date.now() < deadline;) {
      quiet = (await this.areUnderWay(botId)) ? 0 : quiet + 1;
      if (quiet < 2) await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  /** Ends everything that still waits for a bot which is about to be removed. */
  async giveUp(botId: string): Promise<void> {
    for (const calls of this.known) await calls.giveUp?.(botId);
  }

  private async areUnderWay(botId: string): Promise<boolean> {
    const counts = await Promise.all([...this.known].map((calls) => calls.underWay(botId)));
    return counts.some((count) => count > 0);
  }
}
